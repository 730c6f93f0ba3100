"""Where a request comes from, as far as limits need to know."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from flask import request

IPV6_PREFIX = 64


def network_of_client() -> str:
    """Return the address of the client, or for IPv6 its network of 64 bits.

    One customer has 2⁶⁴ addresses there and could count as new with each. Behind a proxy
    the address is the one that PARLEY_TRUSTED_PROXIES makes of the headers.
    """
    given = request.remote_addr or ""
    try:
        address = ip_address(given)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped or ip_network((int(address), IPV6_PREFIX), strict=False))
