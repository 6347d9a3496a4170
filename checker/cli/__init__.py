"""The command line: each command parses its options, calls a job, and prints the result."""
