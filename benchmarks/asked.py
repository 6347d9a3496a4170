"""What services were asked about, according to their logs: each thing separately, however many are in one request."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.simulator import Received

Asked = tuple[str, ...]


def things(log: Iterable[tuple[str, Received]]) -> set[Asked]:
    """
    What these requests asked about: for a GraphQL query each alias with its fields, for any other request the request
    itself.
    """
    return {one for service, received in log for one in _things(service, received)}


def _things(service: str, received: Received) -> list[Asked]:
    if service != "github_graphql":
        return [(service, received.method, received.path, received.query, received.body.hex())]
    sent = json.loads(received.body)
    values = sent["variables"]
    wanted = re.findall(r"^ +r(\d+): (\w+)\(.*?\) (\{.*\})$", sent["query"], re.MULTILINE)
    return [
        (service, field, values[f"o{index}"], values.get(f"n{index}", ""), re.sub(r"\$e\d+_", "$e", fields))
        for index, field, fields in wanted
    ]
