"""Who may hold a copy: Software Heritage and the Wayback Machine."""
