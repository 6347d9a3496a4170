"""Reports from what the database holds: statistics, then one format a file. No network, no clock."""
