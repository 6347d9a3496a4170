"""What services were asked about, by their own logs: each thing by itself, however many stand in one request."""

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
    What was asked about: of a GraphQL query each alias with the fields that were wanted of it, of any other request
    the request itself.
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
