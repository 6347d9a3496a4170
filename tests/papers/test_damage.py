"""Damaged files of every format, packed or not: papers, bad records or one clear error, and nothing else."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import InputError
from checker.model import BadRecord, Notice
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS

FOLDER = Path(__file__).parent / "samples"
SAMPLES = sorted(file for file in FOLDER.iterdir() if not file.name.endswith(".golden.jsonl"))


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 4000), st.integers(0, 30), st.binary(max_size=8), st.booleans())
def test_no_damage_raises_anything_but_that_an_input_can_not_be_read(
    sample: Path, place: int, length: int, instead: bytes, named: bool
) -> None:
    content = sample.read_bytes()
    damaged = content[:place] + instead + content[place + length :]
    name = sample.stem if named else None
    with contextlib.suppress(InputError):
        for one in read_papers(["-"], How(READERS, name), stdin=io.BytesIO(damaged)):
            assert isinstance(one, BadRecord | Notice) or one.id
