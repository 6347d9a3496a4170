"""What services publish about papers: arXiv, OpenAlex, PubMed and the like."""
