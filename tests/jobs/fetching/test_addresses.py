"""Which addresses are never reached: what IANA keeps for special purposes, however it is written."""

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.fetching.confinement import reachable
from models.errors import FetchError

IPV4 = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.0/29
192.0.0.8/32 192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.88.99.0/24
192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32
"""
"""https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml, without
AS112 and AMT, which are reachable; and multicast (RFC 5771)."""
IPV6 = """
::1/128 ::/128 ::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:2::/48
2001:10::/28 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
"""
"""https://www.iana.org/assignments/iana-ipv6-special-registry/iana-ipv6-special-registry.xhtml, without those
that carry IPv4; and IPv4-compatible, translated (RFC 2765), site-local (RFC 3879) and multicast."""


def written(address: IPv4Address) -> list[str]:
    """Return all spellings of an IPv4 address: plain, mapped, both NAT64, 6to4, compatible, Teredo."""
    number, turned = int(address), int(address) ^ 0xFFFFFFFF
    forms = (
        (0xFFFF << 32) | number,
        (0x64FF9B << 96) | number,
        (0x64FF9B0001 << 80) | number,
        (0x2002 << 112) | (number << 80) | 1,
        number,
        (0x20010000 << 96) | (number << 64) | turned,
        (0x20010000 << 96) | (int(IPv4Address("65.54.227.120")) << 64) | turned,
    )
    return [str(address), *(str(IPv6Address(form)) for form in forms)]


def refused(address: str) -> bool:
    """Tell whether a host that resolves to an address is refused, before anything is connected to."""
    try:
        return not reachable(address, 80, allow_loopback=False)
    except FetchError as error:
        return "is not a public address" in str(error)


@st.composite
def _inside(draw: st.DrawFn, registry: str) -> IPv4Address | IPv6Address:
    network = ipaddress.ip_network(draw(st.sampled_from(registry.split())))
    kind = IPv4Address if isinstance(network, IPv4Network) else IPv6Address
    return kind(draw(st.integers(int(network.network_address), int(network.broadcast_address))))


@given(_inside(IPV4))
def test_no_special_ipv4_address_is_reached_however_it_is_written(address: IPv4Address) -> None:
    """The newsroom's own network stays out of reach, whichever spelling a name resolves to."""
    assert [form for form in written(address) if not refused(form)] == []


@given(_inside(IPV6))
def test_no_special_ipv6_address_is_reached(address: IPv6Address) -> None:
    """Nor any that the registry gives another purpose than hosts of the Internet."""
    assert refused(str(address))


@pytest.mark.parametrize("registry", [IPV4, IPV6])
def test_the_ends_of_each_block_are_refused(registry: str) -> None:
    """The first and the last address of a block belong to it."""
    blocks = [ipaddress.ip_network(block) for block in registry.split()]
    ends = [str(end) for block in blocks for end in (block[0], block[-1])]
    assert [end for end in ends if not refused(end)] == []


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "192.31.196.1",
        "2606:4700::6810:84e5",
        "2a00:1450::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_what_publishers_are_at_is_reached(address: str) -> None:
    """Public addresses of both kinds, also behind a translator of the newsroom's own (RFC 6052)."""
    assert not refused(address)
