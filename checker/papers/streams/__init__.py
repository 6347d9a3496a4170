"""Bytes → text: compressed files, encodings, lines."""
