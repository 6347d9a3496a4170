"""Commands that show what a database knows."""
