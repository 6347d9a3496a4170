"""The commands, one a file or a few that belong together."""
