"""Records of no service's own form: where they stand in JSON, what their fields are called, the paper they make."""
