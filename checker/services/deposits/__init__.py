"""Deposits in archives of research data and software, by the archives' own APIs."""
