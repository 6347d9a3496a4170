"""Every command's help shows an example that the command takes."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from checker.cli.app import command


def example(name: str) -> list[str]:
    """The arguments in the example of a command, before what its output is piped to."""
    text = command.commands[name].help or ""
    (found,) = re.findall(r"^\s*Example: reprolinks (.+)$", text, re.MULTILINE)
    return shlex.split(found.partition(" | ")[0])


@pytest.mark.parametrize("name", command.commands)
def test_a_command_shows_an_example_of_itself(name: str) -> None:
    given, *arguments = example(name)
    assert given == name
    with command.commands[name].make_context(name, arguments) as context:  # raises where it takes no such thing
        assert isinstance(context, click.Context)


def test_the_group_shows_one_too() -> None:
    assert "Example: reprolinks run" in (command.help or "")
