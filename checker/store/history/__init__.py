"""What happens to artifacts and papers over time: standings, verdicts, incidents, alarms, listings."""
