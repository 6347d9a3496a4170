"""The database as files and as a site: tables with a codebook, and Datasette."""
