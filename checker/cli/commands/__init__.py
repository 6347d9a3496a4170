"""The commands, each in a file of its own or with a few related ones."""
