"""Finding addresses in a text, and what they name. Pure."""
