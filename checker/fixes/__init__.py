"""Correcting the links in files: where links are, what is known of each, and what replaces them. No I/O."""
