"""The jobs that commands run. A job gets settings, environment and clocks from a `World`."""
