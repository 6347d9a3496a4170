"""The command line: parses options, calls a job, prints its result."""
