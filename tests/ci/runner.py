"""
A runner of composite actions, as far as this repository's action.yml needs one: each step's shell is run by bash in
a workspace, with the files and variables that GitHub's runner gives. `uses:` steps are replaced by functions.

Expressions are those of GitHub ("Evaluate expressions in workflows and actions"): contexts, comparisons, `&&`, `||`,
`!`, `always()`. A step without a status function runs only while no step has failed.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ACTION = Path(__file__).parents[2] / "action.yml"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_TOKEN = re.compile(r"\s*(?:(&&|\|\||==|!=|!|\(|\))|'((?:[^']|'')*)'|([\w.-]+(?:\(\))?))")


@dataclass
class Done:
    """The results of a job: outcomes of its steps, outputs, standard output and error, summary."""

    outcomes: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    printed: str = ""
    errors: str = ""
    summary: str = ""

    @property
    def red(self) -> bool:
        return "failure" in self.outcomes.values()


@dataclass
class Runner:
    """A machine that is new for each job. `actions` are functions in place of `uses:` steps, by name."""

    workspace: Path
    temp: Path
    environment: Mapping[str, str]
    actions: Mapping[str, Callable[[dict[str, str]], dict[str, str]]]
    event: dict[str, Any] = field(default_factory=dict)
    event_name: str = "schedule"

    def run(self, given: Mapping[str, str]) -> Done:
        """Run the action with these inputs."""
        action = yaml.safe_load(ACTION.read_text("utf-8"))
        unknown = given.keys() - action["inputs"].keys()
        assert not unknown, f"no such input: {unknown}"
        missing = {name for name, one in action["inputs"].items() if one.get("required")} - given.keys()
        assert not missing, f"inputs that are required: {missing}"
        context = self._context()
        context["inputs"] = {
            name: given.get(name, _filled(str(one.get("default", "")), context))
            for name, one in action["inputs"].items()
        }
        done = Done()
        for step in action["runs"]["steps"]:
            self._step(step, context, done)
        done.outputs = {name: _filled(one["value"], context) for name, one in action["outputs"].items()}
        done.summary = self._file("summary").read_text("utf-8")
        return done

    def _context(self) -> dict[str, Any]:
        for name in ("summary", "env"):
            self._file(name).write_text("", encoding="utf-8")
        self._file("event").write_text(json.dumps(self.event), encoding="utf-8")
        github = {"token": self.environment.get("JOB_TOKEN", ""), "run_id": "77", "run_attempt": "1"}
        runner = {"os": "Linux", "temp": str(self.temp)}
        return {"github": github, "runner": runner, "steps": {}, "env": {}, "failed": False}

    def _file(self, name: str) -> Path:
        return self.temp / f"{name}.txt"

    def _step(self, step: dict[str, Any], context: dict[str, Any], done: Done) -> None:
        name = step["name"]
        wanted = str(step.get("if", "success()"))
        if "always()" not in wanted:
            wanted = f"success() && ({wanted})"
        if not _value(wanted, context):
            outcome, outputs = "skipped", {}
        elif "uses" in step:
            given = {key: _filled(str(value), context) for key, value in step.get("with", {}).items()}
            outcome, outputs = "success", self.actions[step["uses"].partition("@")[0]](given)
        else:
            outcome, outputs = self._shell(step, context, done)
        context["failed"] |= outcome == "failure"
        done.outcomes[name] = outcome
        if "id" in step:
            context["steps"][step["id"]] = {"outputs": outputs, "outcome": outcome}

    def _shell(self, step: dict[str, Any], context: dict[str, Any], done: Done) -> tuple[str, dict[str, str]]:
        assert step["shell"] == "bash"
        script = self._file("script")
        script.write_text(step["run"], encoding="utf-8")
        self._file("output").write_text("", encoding="utf-8")
        given = {key: _filled(str(value), context) for key, value in step.get("env", {}).items()}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={**self._variables(), **given},
            capture_output=True,
            text=True,
            check=False,
        )
        done.printed += ran.stdout
        done.errors += ran.stderr
        outputs = _outputs(self._file("output").read_text("utf-8"))
        return ("failure" if ran.returncode else "success"), outputs

    def _variables(self) -> dict[str, str]:
        return {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ACTION.parent),
            "GITHUB_EVENT_NAME": self.event_name,
            "GITHUB_EVENT_PATH": str(self._file("event")),
            "GITHUB_OUTPUT": str(self._file("output")),
            "GITHUB_STEP_SUMMARY": str(self._file("summary")),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_RUN_ID": "77",
            "RUNNER_TEMP": str(self.temp),
            **self.environment,
        }


def _outputs(text: str) -> dict[str, str]:
    """The outputs in a file of GITHUB_OUTPUT: `name=value`, or `name<<end` and lines up to `end`."""
    found: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, mark, rest = re.fullmatch(r"([\w-]+)(=|<<)(.*)", line).groups()  # type: ignore[union-attr]  # or it fails
        if mark == "=":
            found[name] = rest
            continue
        value = []
        while (one := next(lines)) != rest:
            value.append(one)
        found[name] = "\n".join(value)
    return found


def _filled(text: str, context: dict[str, Any]) -> str:
    def shown(match: re.Match[str]) -> str:
        value = _value(match[1], context)
        return str(value).lower() if isinstance(value, bool) else str(value)

    return _EXPRESSION.sub(shown, text)


def _value(expression: str, context: dict[str, Any]) -> Any:
    tokens = list(_TOKEN.finditer(expression))
    assert "".join(one[0] for one in tokens).strip() == expression.strip(), f"not understood: {expression}"
    value, rest = _either(tokens, context)
    assert not rest, f"not understood: {expression}"
    return value


def _either(tokens: list[re.Match[str]], context: dict[str, Any]) -> tuple[Any, list[re.Match[str]]]:
    value, tokens = _both(tokens, context)
    while tokens and tokens[0][1] == "||":
        other, tokens = _both(tokens[1:], context)
        value = value or other
    return value, tokens


def _both(tokens: list[re.Match[str]], context: dict[str, Any]) -> tuple[Any, list[re.Match[str]]]:
    value, tokens = _compared(tokens, context)
    while tokens and tokens[0][1] == "&&":
        other, tokens = _compared(tokens[1:], context)
        value = value and other
    return value, tokens


def _compared(tokens: list[re.Match[str]], context: dict[str, Any]) -> tuple[Any, list[re.Match[str]]]:
    value, tokens = _one(tokens, context)
    if tokens and tokens[0][1] in ("==", "!="):
        sign = tokens[0][1]
        other, tokens = _one(tokens[1:], context)
        return (value == other) == (sign == "=="), tokens
    return value, tokens


def _one(tokens: list[re.Match[str]], context: dict[str, Any]) -> tuple[Any, list[re.Match[str]]]:
    first, rest = tokens[0], tokens[1:]
    if first[1] == "!":
        value, rest = _one(rest, context)
        return not value, rest
    if first[1] == "(":
        value, rest = _either(rest, context)
        return value, rest[1:]
    if first[3] is None:
        return first[2].replace("''", "'"), rest
    if first[3].endswith("()"):
        return {"always()": True, "success()": not context["failed"], "failure()": context["failed"]}[first[3]], rest
    value = context
    for name in first[3].split("."):
        value = value.get(name, "") if isinstance(value, dict) else ""
    return value, rest
