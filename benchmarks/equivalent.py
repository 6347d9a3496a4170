"""Faults that change nothing anybody can see, with the reason: they are left out of the figures of `make mutants`."""

from __future__ import annotations

#: (module, what stands there, what would) → why nobody can see it.
EQUIVALENT: dict[tuple[str, str, str], str] = {}
