"""What a repository holds, from the names of its files and its README. Pure."""
