"""Which addresses a stranger's link may lead to: the public ones, in whatever form they are written."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.network.address_guard import is_local_name, is_public

#: Networks that no stranger's link may lead into, by the registry or document that reserves them.
RESERVED = [
    "0.0.0.0/8",  # RFC 791
    "10.0.0.0/8",  # RFC 1918
    "100.64.0.0/10",  # RFC 6598
    "127.0.0.0/8",  # RFC 1122
    "168.63.129.16/32",  # a cloud's platform
    "169.254.0.0/16",  # RFC 3927, and the metadata of clouds
    "172.16.0.0/12",  # RFC 1918
    "192.0.0.0/24",  # RFC 6890
    "192.0.2.0/24",  # RFC 5737
    "192.168.0.0/16",  # RFC 1918
    "198.18.0.0/15",  # RFC 2544
    "224.0.0.0/4",  # RFC 5771
    "255.255.255.255/32",  # RFC 919
    "::/128",  # RFC 4291
    "::1/128",
    "192.88.99.0/24",  # RFC 7526
    "100::/63",  # RFC 6666, RFC 9780
    "::5:0:0/96",  # nothing is routed there
    "64:ff9b:1::/48",  # RFC 8215
    "2001:db8::/32",  # RFC 3849
    "3fff::/20",  # RFC 9637
    "5f00::/16",  # RFC 9602
    "fc00::/7",  # RFC 4193
    "fe80::/10",  # RFC 4291
    "fec0::/10",  # RFC 3879
    "ff00::/8",  # RFC 4291
]
#: The addresses just outside of networks that are easy to draw too wide.
OPEN = [
    *("9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0"),
    *("168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0"),
    *("191.255.255.255", "192.0.1.0", "192.167.255.255", "192.169.0.0", "223.255.255.255"),
    *("2606:2800:220:1:248:1893:25c8:1946", "2a00::1", "2400:cb00::1"),
]


@pytest.mark.parametrize("network", RESERVED)
def test_a_reserved_network_is_closed_from_its_first_address_to_its_last(network: str) -> None:
    whole = ipaddress.ip_network(network)
    assert [is_public(str(whole[place])) for place in (0, whole.num_addresses // 2, -1)] == [False] * 3


@pytest.mark.parametrize("address", OPEN)
def test_its_neighbours_are_open(address: str) -> None:
    assert is_public(address)


def carriers(inner: str) -> list[str]:
    """An IPv4 address in every form that IPv6 has for it."""
    number = int(ipaddress.IPv4Address(inner))
    high, low = divmod(number, 0x10000)
    return [
        f"::ffff:{inner}",  # mapped
        f"::{high:x}:{low:x}",  # compatible
        f"64:ff9b::{high:x}:{low:x}",  # NAT64
        f"2002:{high:x}:{low:x}::",  # 6to4
        f"2001:0:{high:x}:{low:x}::{0xFFFF - 0x5DB8:x}:{0xFFFF - 0xD822:x}",  # Teredo: by this server
        f"2001:0:5db8:d822::{0xFFFF - high:x}:{0xFFFF - low:x}",  # Teredo: for this client
    ]


@given(st.ip_addresses(v=4).map(str))
def test_what_carries_a_private_address_is_no_more_public_than_that(inner: str) -> None:
    if not is_public(inner):
        assert [is_public(one) for one in carriers(inner)] == [False] * 6


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.255.255"])
def test_so_it_is_for_the_addresses_that_an_attack_asks_for(inner: str) -> None:
    assert [is_public(one) for one in carriers(inner)] == [False] * 6


def test_a_translated_address_of_the_public_internet_is_public() -> None:
    assert is_public("64:ff9b::5db8:d822")
    assert is_public("64:ff9b::a83f:8111"), "the neighbour of an address that is not"


@pytest.mark.parametrize("address", ["fe80::1%eth0", "::1%lo", "127.0.0.1%x", "", "1.2.3", "1.2.3.4.5", "lab.org"])
def test_a_zone_saves_nobody_and_what_is_no_address_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_zone_takes_nothing_from_a_public_address() -> None:
    assert is_public("2a00::1%eth0")


SUFFIXES = [
    *("localhost", "localdomain", "local", "internal", "lan", "home.arpa", "intranet"),
    *("home", "corp", "private", "svc"),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["{}", "db.{}", "a.b.{}", "DB.{}.", "db.{}."])
def test_a_name_below_a_suffix_for_local_use_is_local(suffix: str, name: str) -> None:
    written = name.format(suffix)
    assert is_local_name(written)
    assert is_local_name(written.upper())


@pytest.mark.parametrize(
    "name", ["lab.example.org", "local.example.org", "mylocal.org", "lan.dev", "lab.org.", "notlocalhost.net", "a.b"]
)
def test_a_public_name_is_not_local(name: str) -> None:
    assert not is_local_name(name)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("0300.0250.0.1", True),  # 192.168.0.1 in octal
        ("0xc0a80001", True),
        ("10.1", True),
        ("[fe80::1]", True),
        ("[::ffff:10.0.0.1]", True),
        ("fe80::1", True),
        ("93.184.216.34", False),
        ("1572395042", False),  # the same in one number
        ("[2a00::1]", False),
        ("2a00::1", False),
    ],
)
def test_an_address_in_the_place_of_a_name_is_judged_as_one(host: str, local: bool) -> None:
    assert is_local_name(host) is local


@given(st.ip_addresses(), st.text("abcxyz0189.-", max_size=8))
def test_an_address_with_a_zone_is_judged_as_without_it(ip: ipaddress.IPv4Address, zone: str) -> None:
    assert is_public(f"{ip}%{zone}") is is_public(str(ip))


@pytest.mark.parametrize("name", ["db.localX", "db.internalXX", "db.xlocal", "home.arpaX", "xhome.arpa"])
def test_a_name_that_only_looks_like_a_reserved_one_is_not_local(name: str) -> None:
    assert not is_local_name(name)


WIDE = 0xFEE0  # from a character to its form of full width


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "localhost", "LocalHost", "0x7f.1"])
def test_a_name_in_other_letters_is_read_as_resolvers_read_it(host: str) -> None:
    """A proxy resolves what it is told, and its library may make ASCII of it first (IDNA)."""
    assert is_local_name("".join(chr(ord(one) + WIDE) for one in host))
    assert is_local_name("\u2460\u2461\u2466.0.0.1"), "digits in circles"
