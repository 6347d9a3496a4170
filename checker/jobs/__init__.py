"""What the commands do: each job takes what it needs from outside (`World`) and says how it ended."""
