"""Refusals of inputs that no reader knows: what such an input seems to be, and what to do with it."""
