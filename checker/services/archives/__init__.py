"""Archives that may hold a copy of an artifact: Software Heritage and the Wayback Machine."""
