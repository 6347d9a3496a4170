"""JSON and XML records → fields → papers."""
