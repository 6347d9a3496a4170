"""Formats that people export and exchange: bibliographies, tables, JSON Lines, plain text."""
