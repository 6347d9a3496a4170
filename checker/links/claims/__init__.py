"""Claims of papers about their artifacts, and ownership of links. Pure."""
