"""Git over HTTP: what any forge tells without an API."""
