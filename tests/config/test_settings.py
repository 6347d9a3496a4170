"""A setting is declared once: options, the settings file, the documents and a run's record are made from that."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from checker.cli.app import command
from checker.config import Settings, declarations, load, parse_span, span_text
from checker.errors import UsageError
from checker.model.policies import PolicyName
from checker.verdicts.maintenance import POLICIES

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
DECLARED = {one.name: one for one in declarations()}


def options_of(name: str) -> dict[str, click.Option]:
    group = command.commands[name]
    return {param.opts[0]: param for param in group.params if isinstance(param, click.Option)}


def test_every_field_is_declared_with_a_sentence_and_its_own_default() -> None:
    assert list(DECLARED) == [one.name for one in fields(Settings)]
    for one in declarations():
        assert one.help.endswith("."), one.name
        assert getattr(load({}), one.name) == one.default, one.name


@pytest.mark.parametrize("name", [one.name for one in declarations() if one.option])
def test_a_setting_with_an_option_has_it_on_check_with_the_declared_help_and_default(name: str) -> None:
    how = DECLARED[name]
    option = options_of("check")[f"--{name.replace('_', '-')}"]
    assert (option.help or "").startswith(how.help)
    if isinstance(how.default, timedelta):
        assert span_text(how.default) in (option.help or "")
    assert option.default is None, "the default is the setting's: an option that is not given changes nothing"


def test_no_command_has_an_option_of_a_setting_that_is_not_declared_so() -> None:
    for name in command.commands:
        for flag in options_of(name):
            setting = flag.removeprefix("--").replace("-", "_")
            if setting in DECLARED and setting != "columns":  # on the line it is written as a list of pairs
                assert DECLARED[setting].option, f"{name} {flag}"


@pytest.mark.parametrize("one", [one for one in declarations() if one.variables], ids=lambda one: one.name)
def test_the_documents_name_every_variable(one: object) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for variable in getattr(one, "variables", ()):
        assert f"`{variable}`" in text


def test_the_documents_have_a_row_for_every_setting() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for one in declarations():
        assert f"| `{one.name}` |" in text


def test_a_run_records_every_setting_but_no_secret_and_no_public_base() -> None:
    settings = load(
        {"GITHUB_TOKEN": "ghp_secret", "PAGE": "s3cret", "REPROLINKS_ARXIV": "http://localhost:1/a"},
        {"headers": {"git.example.org": {"Authorization": "Bearer $PAGE"}}},
    )
    kept = settings.record()
    assert kept["bases"] == ["http://localhost:1/a"], "a base of a live source is told like any other"
    assert (kept["github_token"], kept["hf_token"], kept["headers"]) == (True, False, True)
    assert {name for name, one in DECLARED.items() if one.type.name != "base"} - {"db"} == kept.keys() - {"bases"}
    assert "s3cret" not in str(kept) + repr(settings)
    assert "ghp_secret" not in str(kept) + repr(settings)


def test_headers_take_their_secrets_from_the_environment() -> None:
    headers = {"Git.Example.org": {"Authorization": "Bearer $PAGE"}}
    assert load({"PAGE": "x"}, {"headers": headers}).headers == {"git.example.org": {"Authorization": "Bearer x"}}
    with pytest.raises(UsageError, match="PAGE"):
        load({}, {"headers": headers})


@pytest.mark.parametrize(
    "base",
    [
        "http://user:secret@localhost/api",
        "https://secret@localhost",
        "ftp://localhost",
        "localhost:80",
        "http://",
        "http://localhost:port",
        "http://localhost/?a=b",
        "http://localhost/#x",
    ],
)
def test_a_base_is_a_plain_http_address_without_a_password(base: str) -> None:
    for variable in ("REPROLINKS_GITHUB_API", "REPROLINKS_ARXIV"):
        with pytest.raises(UsageError) as refused:
            load({variable: base})
        assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("max_age = true", "max_age"),
        ("max_wait = -1", "max_wait"),
        ("max_wait = nan", "max_wait"),
        ("budget = 1.5", "budget"),
        ("archives = 1", "archives"),
        ('policy = "none"', "recent-commit"),
        ('cross_check = "some"', "claims"),
        ('github_token = "x"', "github_token"),
        ('user_agent = "a\\nb"', "user_agent"),
        ("headers = 1", "headers"),
        ('headers."a.example" = {"bad header" = "x"}', "a.example"),
        ("x = [[[[[[", "read as settings"),
    ],
)
def test_a_setting_of_a_wrong_type_is_named(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "reprolinks.toml"
    file.write_text(line, "utf-8")
    with pytest.raises(UsageError, match=words):
        load({}, file=file)


@pytest.mark.parametrize("text", ["90m", "12h", "1d", "14d", "45s", "0s"])
def test_a_span_is_written_as_it_is_read(text: str) -> None:
    assert span_text(parse_span(text)) == text


def test_every_name_of_a_policy_is_one_and_no_policy_is_without_a_name() -> None:
    assert set(POLICIES) == set(PolicyName)


def test_sources_say_what_they_list(tmp_path: Path) -> None:
    (tmp_path / "reprolinks.toml").write_text('[sources."index.json"]\nlists = "alive"\n')
    settings = load({}, file=tmp_path / "reprolinks.toml")
    assert settings.sources == {"index.json": {"lists": "alive"}}
    assert settings.record()["sources"] == {"index.json": {"lists": "alive"}}


@pytest.mark.parametrize("text", ['[sources]\nlists = "alive"\n', '[sources.x]\nlists = "dead"\n', "[sources.x]\n"])
def test_sources_that_say_nothing_sensible_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "reprolinks.toml").write_text(text)
    with pytest.raises(UsageError, match="sources"):
        load({}, file=tmp_path / "reprolinks.toml")
