"""Documents: one paper a file. LaTeX, JATS, TEI, pages of HTML, PDF, notebooks; bibliographies of LaTeX."""
