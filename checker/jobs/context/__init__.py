"""What carries a run: the world outside, who can be asked, what was counted, how it is interrupted."""
