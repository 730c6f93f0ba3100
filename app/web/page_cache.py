"""Whole public pages, kept in front of Flask for as long as nothing public has changed.

Only visitors without a session are served from here, and only what such a visitor caused is
kept, so nothing a signed-in viewer may see can get in. A page is as old as the public version
(see ``app.infra.public_version``) it was made under, which is asked of the database anew for
every request; so every process on every machine shows a change at once. A page that turns on
the clock says by ``fresh_until`` when. Beside each stands its compressed form, made when it is first
asked for: what is kept is the same for everybody and holds no secret that its length could tell.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie, parse_etags
from werkzeug.wrappers import Response

from app.core.clock import now
from app.web.compression import gzipped, is_compressible, takes_gzip
from app.web.version_probe import Version, VersionProbe

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST = timedelta(seconds=60)
"""How long a page is kept at most, whatever it says itself."""

LIMIT_BYTES = 32 * 1024 * 1024
PARAM_LIMIT = 200
"""An address with a longer parameter is answered, but not worth remembering."""

_TURNS = "parley.turns"
"""Where the page being made says when it will have to change."""


View = TypeVar("View", bound=Callable[..., Any])
Key = tuple[str, str]


def cached_page(params: Sequence[str] = ()) -> Callable[[View], View]:
    """Let answers of the decorated view be kept. It must be the outermost decorator but the route.

    The view sees no other query parameters than ``params``, and of them no blank ones, unless
    the reader has a session. It may depend on nothing else of the request but its path.
    """

    def mark(view: View) -> View:
        view.cached_params = tuple(params)  # type: ignore[attr-defined]  # As doors do.
        return view

    return mark


def fresh_until(instant: datetime | None) -> None:
    """Say that the page being made will have to change at ``instant``; the earliest one counts."""
    turns: list[datetime] = request.environ.get(_TURNS, [])
    if instant is not None:
        turns.append(instant)


@dataclass(frozen=True)
class Page:
    """A page that was made once, under a public version, and until when it may be shown."""

    version: Version
    until: datetime
    etag: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    compressed: bytes | None = None

    @property
    def size(self) -> int:
        """How many bytes it takes to keep."""
        return len(self.body) + len(self.compressed or b"")

    @cached_property
    def is_compressible(self) -> bool:
        """Whether it may be sent compressed to whoever takes that."""
        return is_compressible(dict(self.headers).get("Content-Type", ""), len(self.body))


class PageStore:
    """The pages of one process, the least recently asked for leaving first."""

    def __init__(self, limit: int = LIMIT_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        """Return the page kept under ``key``, however old it is."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep ``page``, and let go of others until all fit."""
        with self._lock:
            if (old := self._pages.pop(key, None)) is not None:
                self._size -= old.size
            self._pages[key] = page
            self._size += page.size
            while self._size > self._limit:
                _key, gone = self._pages.popitem(last=False)
                self._size -= gone.size


class PageCache:
    """The WSGI application in front of ``inner``, which is the rest of ``app``."""

    def __init__(self, app: Flask, inner: WSGIApplication) -> None:
        self._app = app
        self._inner = inner
        self._own_cookies = {
            app.config["SESSION_COOKIE_NAME"],
            app.config.get("REMEMBER_COOKIE_NAME", "remember_token"),
        }
        self._routes = app.url_map.bind("")
        # Finding a route costs more than answering from what is kept.
        self._params_of = lru_cache(maxsize=1024)(self._known_params)
        self._store = PageStore()
        self._probe = VersionProbe(app)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or let Flask answer and keep that if it may be kept."""
        key = self._key(environ) if self._is_anonymous_read(environ) else None
        version = self._probe.version() if key else None
        if key is None or version is None:
            return self._inner(environ, start_response)
        page = self._store.get(key)
        if page is None or page.version != version or page.until <= now():
            made = self._make(environ, key, version)
            if not isinstance(made, Page):
                return made(environ, start_response)
            page = made
        if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) and page.is_compressible:
            return _answer(self._compressed(key, page), environ, start_response, compressed=True)
        return _answer(page, environ, start_response)

    def _compressed(self, key: Key, page: Page) -> Page:
        """Return ``page`` with its compressed form, which is made once for as long as it is kept."""
        if page.compressed is None:
            page = replace(page, compressed=gzipped(page.body))
            self._store.put(key, page)
        return page

    def _is_anonymous_read(self, environ: WSGIEnvironment) -> bool:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return False
        cookies = environ.get("HTTP_COOKIE")
        return not cookies or self._own_cookies.isdisjoint(parse_cookie(cookies))

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """The path with the known parameters in order; None for a page that is not kept."""
        path: str = environ.get("PATH_INFO", "/")
        query: str = environ.get("QUERY_STRING", "")
        if not query and self._store.get((path, "")) is not None:
            return path, ""
        known = self._params_of(path)
        if known is None:
            return None
        given = {name: value for name, value in reversed(parse_qsl(query)) if name in known}
        if any(len(value) > PARAM_LIMIT for value in given.values()):
            return None
        return path, urlencode([(name, given[name]) for name in known if name in given])

    def _known_params(self, path: str) -> tuple[str, ...] | None:
        try:
            endpoint, _ = self._routes.match(path, method="GET")
        except HTTPException:
            return None
        view = self._app.view_functions[endpoint]
        known: tuple[str, ...] | None = getattr(view, "cached_params", None)
        return known

    def _make(self, environ: WSGIEnvironment, key: Key, version: Version) -> Page | Response:
        """Let Flask make the page from what the key says and nothing else, and keep it."""
        turns = [now() + LONGEST]
        asked = {**environ, "REQUEST_METHOD": "GET", "QUERY_STRING": key[1], _TURNS: turns}
        made = Response.from_app(self._inner, asked, buffered=True)
        if made.status_code != 200 or "Set-Cookie" in made.headers:
            return made
        body = made.get_data()
        etag = hashlib.sha256(body).hexdigest()[:24]
        page = Page(version, min(turns), etag, tuple(_kept(made)), body)
        self._store.put(key, page)
        return page


def _kept(made: Response) -> Iterable[tuple[str, str]]:
    """The headers as they were, but for those that are the cache's own business."""
    own = {"cache-control", "vary", "etag", "content-length"}
    return (header for header in made.headers.items() if header[0].lower() not in own)


def _answer(
    page: Page, environ: WSGIEnvironment, start: StartResponse, *, compressed: bool = False
) -> Iterable[bytes]:
    seconds = max(0, int((page.until - now()).total_seconds()))
    # Two forms of a page differ in their bytes, so they may not bear the same ETag.
    etag = f"{page.etag}-gzip" if compressed else page.etag
    headers = [
        *page.headers,
        ("Cache-Control", f"public, max-age=0, s-maxage={seconds}, must-revalidate"),
        ("ETag", f'"{etag}"'),
        ("Vary", "Accept-Encoding, Cookie"),
    ]
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and parse_etags(known).contains_weak(etag):
        start("304 NOT MODIFIED", headers)
        return []
    body = page.body
    if compressed:
        body = page.compressed or b""
        headers.append(("Content-Encoding", "gzip"))
    start("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def init_app(app: Flask) -> None:
    """Put the cache in front of ``app``; the last thing to be put there, so that it is outermost."""
    app.wsgi_app = PageCache(app, app.wsgi_app)  # type: ignore[method-assign]  # The documented way.
