"""Documents, mostly one paper a file: LaTeX, JATS, TEI, HTML pages, PDF, notebooks; LaTeX bibliographies."""
