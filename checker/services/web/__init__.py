"""Web pages: whether an address still shows what a paper links to."""
