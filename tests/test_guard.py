"""The guard of the tests themselves: nothing but loopback can be reached."""

from __future__ import annotations

import os
import socket

import pytest

from tests.conftest import NetworkUsed


def test_a_public_address_can_not_be_reached() -> None:
    with socket.socket() as tried, pytest.raises(NetworkUsed):
        tried.connect(("192.0.2.1", 80))


def test_a_public_name_can_not_be_looked_up() -> None:
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("example.org", 80)


def test_no_token_of_the_machine_is_seen() -> None:
    assert not {"GITHUB_TOKEN", "GH_TOKEN", "HF_TOKEN"} & set(os.environ)
