"""What happened to artifacts over time: standings, verdicts, incidents, alarms."""
