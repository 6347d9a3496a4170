"""What bibliographic databases answer and export: Crossref, DataCite, Europe PMC, INSPIRE, ADS, DBLP."""
