"""What an input seems to be that no reader knows, and what to do with it: such an input is never a paper of prose."""
