"""Inputs of every kind → papers, streaming: one reader a format, recognised by content."""
