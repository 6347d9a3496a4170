"""Git over HTTP: checks repositories on any forge, without its API."""
