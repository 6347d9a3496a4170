"""Metadata files of software: CITATION.cff, codemeta.json."""
