"""
The guard of private networks: a link in a paper may lead to public addresses only, unless the user allows more.

The text of a paper is untrusted input. Without this guard a paper could make the machine that checks it send requests
to services on its own network (server-side request forgery, OWASP A10:2021).
"""

from __future__ import annotations

import ipaddress
import socket
import unicodedata

_LOCAL_NAMES = (
    *(".localhost", ".localdomain", ".local", ".internal", ".lan", ".home.arpa", ".intranet"),
    *(".home", ".corp", ".private", ".svc"),  # no top-level domains
)

#: Networks that some releases of Python take for global, and an address at which a cloud serves secrets.
_NEVER_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # RFC 6890
            "192.88.99.0/24",  # relays of 6to4, deprecated: RFC 7526
            "168.63.129.16/32",  # Azure's platform, as its machines see it
            "64:ff9b:1::/48",  # NAT64 of a local network, RFC 8215
            "100::/63",  # discard-only and dummy prefixes, RFC 6666, RFC 9780
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
            "fec0::/10",  # site-local, RFC 3879
            "::/80",  # only addresses that carry an IPv4 address are routed here: that one is judged
        ),
    )
)
#: IPv6 networks whose last four bytes are an IPv4 address, and that are as public as that address.
_CARRIERS = tuple(
    map(
        ipaddress.ip_network,
        (
            "::/96",  # IPv4-compatible, RFC 4291 §2.5.5.1
            "::ffff:0:0/96",  # IPv4-mapped, §2.5.5.2
            "::ffff:0:0:0/96",  # IPv4-translated, RFC 2765 §2.1
            "64:ff9b::/96",  # NAT64, RFC 6052
        ),
    )
)
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")  # RFC 3056: global in some releases of Python only
_ISATAP = (0x00005EFE, 0x02005EFE)  # the middle of an ISATAP address before its IPv4 address, RFC 5214 §6.1
_LAST_FOUR = 0xFFFFFFFF

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """
    Whether an IP address in text form is one of the public internet.

    IPv6 forms that carry an IPv4 address (mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP) are judged by
    the address that they carry.
    """
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    carried = _carried(ip)
    if carried and any(ip in network for network in (*_CARRIERS, _SIX_TO_FOUR)):
        return all(map(_is_public, carried))
    return all(map(_is_public, (ip, *carried)))


def is_local_name(host: str) -> bool:
    """
    Whether a host's name alone shows that it is not public: `localhost`, a name without a dot, a numeric form of a
    private address (decimal, octal, hexadecimal, short), a suffix reserved for local use.
    """
    name = unicodedata.normalize("NFKC", host).rstrip(".").casefold()  # as names are read: IDNA, RFC 5895
    if ":" in name:
        return not is_public(name.strip("[]"))
    if literal := _literal(name):
        return not is_public(literal)
    return "." not in name or f".{name}".endswith(_LOCAL_NAMES)


def _literal(name: str) -> str | None:
    """The dotted form of an IPv4 address in any notation that the C library takes, None for a name."""
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except (OSError, ValueError):
        return None


def _is_public(ip: _Address) -> bool:
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NEVER_PUBLIC)


def _carried(ip: _Address) -> list[_Address]:
    """The IPv4 addresses that an IPv6 address carries."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    inner: list[_Address | None] = [ip.sixtofour, *(ip.teredo or ())]
    if any(ip in network for network in _CARRIERS) or (int(ip) >> 32) & _LAST_FOUR in _ISATAP:
        inner.append(ipaddress.IPv4Address(int(ip) & _LAST_FOUR))
    return [one for one in inner if one is not None]
