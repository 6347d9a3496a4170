"""Markdown, HTML, reStructuredText → blocks of runs."""
