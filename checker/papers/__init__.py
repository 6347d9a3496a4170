"""Inputs of every kind → papers, streaming. Each format has one reader; formats are recognised by content."""
