"""The work behind each command. A job takes settings, environment and clocks from a `World`."""
