"""`extract`: the links of papers as JSON Lines."""

from __future__ import annotations

import sys

import click

from checker.cli.messages import complainer
from checker.cli.options import READING, Reading, takes
from checker.cli.world import live_pages, world_of


@click.command("extract")
@takes(Reading, *READING)
def extract_command(options: Reading) -> None:
    """Print the links of papers as JSON Lines: no database, and no network but for live sources."""
    from checker.jobs.context.tally import Tally
    from checker.jobs.extract import Source, lines_of
    from checker.papers.inputs import check_inputs
    from checker.papers.protocol import Reading as How

    check_inputs(options.inputs)
    complain = complainer(Tally(), strict=options.strict)
    source = Source(
        inputs=options.inputs,
        stdin=sys.stdin.buffer,
        input_format=options.input_format,
        reading=How(options.columns, options.part),
        live=live_pages(options.inputs, lambda: world_of(options)),
        jobs=options.jobs,
    )
    for piece in lines_of(source):
        sys.stdout.buffer.write(piece.lines)
        for bad in piece.bad:
            complain(bad)
        for notice in piece.notices:
            complain(notice)
    sys.stdout.flush()
