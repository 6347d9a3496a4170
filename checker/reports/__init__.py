"""The availability report in its forms, made from figures and rows of the database. No network, no clock."""
