"""The database as files (tables with a codebook, a history) and as a website (Datasette)."""
