"""Files whose links are mended: where links stand, what is known of each, what is written in their place. Pure."""
