"""`extract`: the links of papers as JSON Lines."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from checker.cli.messages import remark_printer
from checker.cli.options import READING, ReadOptions, takes
from checker.cli.world import live_pages, source_of, world_of


@click.command("extract")
@takes(ReadOptions, *READING)
def extract_command(options: ReadOptions) -> None:
    """Print the links of papers as JSON Lines.

    One object for each paper, in the order of the input. No database is used, and no network except for live sources.

    Example: reprolinks extract papers.bib | jq .links
    """
    from checker.jobs.context.tally import Tally
    from checker.jobs.extract import json_lines
    from checker.papers.inputs import check_inputs, resolve_input

    inputs = tuple(map(resolve_input, options.inputs))
    check_inputs(inputs)
    remark = remark_printer(Tally(), strict=options.strict)
    source = replace(source_of(options, inputs), live=live_pages(inputs, lambda: world_of(options)))
    for piece in json_lines(source):
        sys.stdout.buffer.write(piece.lines)
        for bad in piece.bad:
            remark(bad)
        for notice in piece.notices:
            remark(notice)
    sys.stdout.flush()
