"""Deposits in archives of research data and software, by the word of the archives' own interfaces."""
