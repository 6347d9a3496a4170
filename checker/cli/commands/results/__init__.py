"""Commands that show, export or import the content of a database."""
