"""Settings: read once from the environment, checked at start, frozen afterwards."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or wrong; the message says what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that may differ between two installations of Parley.

    A default stands here only if it is right in production and harmless to publish.
    """

    environment: str = "production"
    secret_key: str = ""
    database_url: str = ""
    redis_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    institute_name: str = "The Institute"
    time_zone: str = "America/New_York"
    mail_url: str = ""
    mail_from: str = ""
    instance_path: Path = ROOT / "instance"
    trusted_proxies: int = 0
    flood_limit: str = "300 per minute"
    web_workers: int = 2
    web_threads: int = 8
    live_streams: int = 40
    link_days: int = 30
    demo_password: str = ""

    @property
    def in_production(self) -> bool:
        """Whether visitors from outside are expected, so that nothing may be left to chance."""
        return self.environment == "production"

    @property
    def on_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def secure_cookies(self) -> bool:
        """Whether the site is served over HTTPS, as its public address says."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Return the settings that ``environ`` (default: the process's own) describes.

        Raises SettingsError with a sentence that says what to do.
        """
        given = os.environ if environ is None else environ
        raw: dict[str, Any] = {}
        for name, variable in VARIABLES.items():
            if (text := given.get(variable, "").strip()) != "":
                raw[name] = _parse(name, variable, text)
        return _checked(raw)


VARIABLES: dict[str, str] = {
    "environment": "PARLEY_ENV",
    "secret_key": "SECRET_KEY",
    "database_url": "DATABASE_URL",
    "redis_url": "REDIS_URL",
    "host": "HOST",
    "port": "PORT",
    "base_url": "PARLEY_BASE_URL",
    "institute_name": "PARLEY_INSTITUTE_NAME",
    "time_zone": "PARLEY_TIME_ZONE",
    "mail_url": "PARLEY_MAIL_URL",
    "mail_from": "PARLEY_MAIL_FROM",
    "instance_path": "PARLEY_INSTANCE",
    "trusted_proxies": "PARLEY_TRUSTED_PROXIES",
    "flood_limit": "PARLEY_FLOOD_LIMIT",
    "web_workers": "PARLEY_WEB_WORKERS",
    "web_threads": "PARLEY_WEB_THREADS",
    "live_streams": "PARLEY_LIVE_STREAMS",
    "link_days": "PARLEY_LINK_DAYS",
    "demo_password": "PARLEY_DEMO_PASSWORD",
}
"""Which environment variable fills which setting; ``docs/operations.md`` documents each."""

ENVIRONMENTS = ("production", "development", "test")


def _parse(name: str, variable: str, text: str) -> object:
    kind = next(field.type for field in fields(Settings) if field.name == name)
    if kind == "int":
        if not text.isdecimal():
            raise SettingsError(f"{variable} must be a whole number, not {text!r}.")
        return int(text)
    return Path(text).resolve() if kind == "Path" else text


def _checked(raw: dict[str, Any]) -> Settings:
    """Fill what follows from other settings, then refuse what cannot work."""
    settings = Settings(**raw)
    if settings.environment not in ENVIRONMENTS:
        raise SettingsError(f"PARLEY_ENV must be one of {', '.join(ENVIRONMENTS)}.")
    if not settings.secret_key:
        raise SettingsError(
            "SECRET_KEY is not set. Make one with "
            "python3 -c 'import secrets; print(secrets.token_hex(32))' "
            "and put it into the environment; keep it secret and the same over restarts."
        )
    if len(settings.secret_key) < 32:
        raise SettingsError("SECRET_KEY is too short: use at least 32 characters.")
    raw["database_url"] = _database_url(settings)
    raw["base_url"] = _base_url(settings)
    host = urlsplit(raw["base_url"]).hostname or "localhost"
    # Neither a bare name nor a number may stand behind the @ of an address.
    named = "." in host and not host.rpartition(".")[2].isdecimal()
    raw.setdefault("mail_from", f"events@{host if named else 'localhost.localdomain'}")
    raw.setdefault("mail_url", f"file:{settings.instance_path / 'mail'}")
    return Settings(**raw)


def _database_url(settings: Settings) -> str:
    url = settings.database_url or f"sqlite:///{settings.instance_path / 'parley.db'}"
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(
            "DATABASE_URL must begin with sqlite:/// or postgresql://; "
            "leave it unset for a SQLite file in the instance folder."
        )
    return url


def _base_url(settings: Settings) -> str:
    """The public address, without a slash at the end; links in mail are built from it."""
    if not settings.base_url:
        if settings.in_production:
            raise SettingsError(
                "PARLEY_BASE_URL is not set. Give the public address of this site, "
                "for instance https://events.example.org; links in mail are built from it."
            )
        return f"http://{settings.host}:{settings.port}"
    parts = urlsplit(settings.base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SettingsError("PARLEY_BASE_URL must look like https://events.example.org.")
    return settings.base_url.rstrip("/")


def current_settings() -> Settings:
    """Return the settings of the running application."""
    settings: Settings = current_app.extensions["settings"]
    return settings
