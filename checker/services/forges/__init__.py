"""The APIs of forges other than GitHub: what git does not tell of a repository there."""
