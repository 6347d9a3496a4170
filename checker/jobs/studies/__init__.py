"""Jobs on the figures and measurements of others: comparing, importing, deriving them again."""
