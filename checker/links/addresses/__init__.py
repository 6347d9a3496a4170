"""Where addresses stand in a text, and what they name. Pure."""
