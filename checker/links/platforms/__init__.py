"""What an address names, platform by platform: GitHub, the Hub, other forges, archives, publications, viewers."""
