"""The report as one page of HTML: its table, its charts, its method."""
