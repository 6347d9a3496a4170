"""The availability report in its forms, from figures and rows of the database. No network, no clock."""
