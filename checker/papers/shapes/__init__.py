"""Records in no particular service's format: where they stand in JSON, names of their fields, their papers."""
