"""Workbooks of Excel: packed XML → cells → rows → papers."""
