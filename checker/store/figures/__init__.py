"""What reports count and show, asked of the database."""
