"""Where a request comes from."""

from __future__ import annotations

import pytest
from flask import Flask

from app.web.network import network_of_client


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_client_counts_by_its_network(address, network):
    with Flask("app").test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network_of_client() == network
