"""The report as text: for terminals, logs and mail."""
