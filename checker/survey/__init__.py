"""Asking services about many artifacts: which service is next for one artifact, and many requests at a time."""
