"""What papers claim about their artifacts, and whose the artifacts behind their links are. Pure."""
