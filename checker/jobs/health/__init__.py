"""Checks of what a run needs: settings, services, the database, the machine."""
