"""Answers and exports of bibliographic databases: Crossref, DataCite, Europe PMC, INSPIRE, ADS, DBLP."""
