"""Finding the URLs in a text and the artifacts that they name. Pure."""
