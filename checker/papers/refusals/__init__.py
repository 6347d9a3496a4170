"""Inputs that no reader recognises: what such an input seems to be, and what the user can do with it."""
