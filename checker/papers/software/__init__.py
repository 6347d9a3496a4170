"""Files by which software says what it is: CITATION.cff, codemeta.json."""
