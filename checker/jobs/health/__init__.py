"""Whether a run could do its work here: settings, services, the database, the platform."""
