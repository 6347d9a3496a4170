"""Formats in which services publish papers: arXiv, OpenAlex, PubMed, OpenReview, feeds."""
