"""Which artifact a URL names, by platform: GitHub, the Hub, other forges, archives, publications, viewers."""
