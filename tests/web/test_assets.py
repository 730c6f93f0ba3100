"""Files: compressed where that helps, and not sent again."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.client import CheckingClient

TAKES_GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def engine_name() -> str:
    """Files are in no database."""
    return "sqlite"


def test_a_style_sheet_is_compressed_for_whoever_takes_that(client: CheckingClient) -> None:
    plain, small = (client.get("/static/css/public.css", headers=h) for h in ({}, TAKES_GZIP))
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["Content-Type"] == plain.headers["Content-Type"]
    assert "Accept-Encoding" in plain.vary
    assert "Accept-Encoding" in small.vary
    assert plain.headers["ETag"] != small.headers["ETag"]


@pytest.mark.parametrize("headers", [{}, TAKES_GZIP])
def test_an_unchanged_file_is_not_sent_again(
    client: CheckingClient, headers: dict[str, str]
) -> None:
    etag = client.get("/static/css/public.css", headers=headers).headers["ETag"]
    again = client.get("/static/css/public.css", headers={**headers, "If-None-Match": etag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)


def test_a_face_is_small_already(client: CheckingClient) -> None:
    path = next(Path("app/static/fonts").glob("*.woff2"))
    answer = client.get(f"/static/fonts/{path.name}", headers=TAKES_GZIP)
    assert answer.data == path.read_bytes()
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["../factory.py", "css/nothing.css", "css", "%2e%2e/factory.py"])
def test_nothing_else_is_a_file(client: CheckingClient, path: str) -> None:
    assert client.get(f"/static/{path}", headers=TAKES_GZIP).status_code == 404
