"""The context of a run: settings and clocks, services, counts, and how it is interrupted."""
