"""`doctor`: checks whether a run can work on this machine."""

from __future__ import annotations

import click

from checker.cli.options import DATABASE, CommonOptions, takes
from checker.cli.world import world_of


@click.command("doctor")
@takes(CommonOptions, *DATABASE)
def doctor_command(options: CommonOptions) -> int:
    """Check tokens, rate limits, services and the database.

    Example: reprolinks doctor
    """
    import asyncio

    from checker.jobs.health.doctor import examine, merged

    findings = asyncio.run(examine(world_of(options)))
    for finding in merged(findings):
        click.echo(f"{'ok ' if finding.good else 'BAD' if finding.code else '-- '}  {finding.what}")
    return max((finding.code for finding in findings if not finding.good), key=(0, 3, 2).index, default=0)
