"""What a paper says about its artifacts, and whose they are. Pure."""
