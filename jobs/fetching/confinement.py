"""What a fetch may reach and how long it may take.

It reaches public addresses, and loopback where allowed: a publisher's redirect, or a name that resolves
into the newsroom's own network, must not turn the desk into a way to read what only that network may see.
A connection is cut once its time is up, even while bytes still drip in.
"""

import ipaddress
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

from models.errors import FetchError

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20",
        ),
    )
)  # fmt: skip
"""What no publisher is at: the special-purpose blocks, whatever smaller block in one may be reached,
multicast and what is reserved
(https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml,
https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml). Written down
here, since Python's own lists differ by release. 2001::/23 holds Teredo (RFC 4380)."""
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out for hosts; outside of it are unique local, link-local and the old site-local
addresses (fec0::/10), IPv4-compatible ones (::a.b.c.d) and local NAT64 (64:ff9b:1::/48)
(https://www.iana.org/assignments/ipv6-address-space/ipv6-address-space.xhtml)."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Stands for an IPv4 address anywhere (RFC 6052, 2.1)."""


def reachable(host: str, port: int, *, allow_loopback: bool) -> tuple[str, ...]:
    """Resolve a host and return its addresses, all of them checked.

    Args:
        host: A name or a literal address, without brackets.
        port: The port that is to be reached.
        allow_loopback: Whether 127.0.0.0/8 and ::1 count as reachable.

    Returns:
        The addresses in the resolver's order, at least one.

    Raises:
        FetchError: No such name, or one of its addresses is not public. One is enough: a name
            that mixes public and private addresses is an attack or a mistake, never a publisher.
    """
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"The name {host} could not be resolved ({error}).",
            "Check the source's address and this machine's DNS; it is tried again at the next check.",
        ) from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))
    for address in addresses:
        if not _allowed(ipaddress.ip_address(address), allow_loopback=allow_loopback):
            raise FetchError(
                f"{host} leads to {address}, which is not a public address, so it was not fetched.",
                "Check the source's address in config.toml.",
            )
    return addresses


def _allowed(address: _IP, *, allow_loopback: bool) -> bool:
    inner = _carried(address)
    if inner is not None:
        return _allowed(inner, allow_loopback=allow_loopback)
    if address.is_loopback:
        return allow_loopback
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False
    return not any(address in network for network in NOT_PUBLIC)


def _carried(address: _IP) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for (mapped, 6to4, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class TimeLimit:
    """A limit on one whole answer: an HTTP client limits each read, never their sum.

    When the time is up the socket is shut down under the client, whose read then fails.

    Args:
        seconds: How long the answer may take.

    Attributes:
        passed: Whether the time ran out, so that the failure can be told apart from others.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[Any] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def context(self, event: str, info: Mapping[str, Any]) -> None:
        """Note each connection that is opened; httpcore calls it as the `trace` extension."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._sockets.append(info["return_value"].get_extra_info("socket"))
            if self.passed:
                self._cut()

    def _cut(self) -> None:
        self.passed = True
        for each in list(self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        """Start the clock."""
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._timer.cancel()
