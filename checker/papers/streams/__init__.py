"""Bytes → text: packed files, encodings, lines."""
