"""Puts the application together, one short step after another."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.access import audit, doors, enforcement, flood, health
from app.accounts import identity
from app.config import Settings
from app.extensions import babel, csrf, db, limiter, login_manager
from app.infra import bell, database, public_version, transaction
from app.web import answers, assets, errors, filters, forgery, navigation, page_cache, security

FEATURES: tuple[str, ...] = (
    "accounts",
    "people",
    "programmes",
    "events",
    "schedule",
    "publications",
    "participation",
    "transcripts",
    "correspondence",
    "invitations",
    "registration",
    "imports",
    "door",
    "documents",
    "games",
    "archive",
)
"""The features that have pages, lowest stair first; each has an ``init_app`` in its views."""

LIMIT_REQUEST = 16 * 1024 * 1024
LIMIT_FORM_MEMORY = 4 * 1024 * 1024
LIMIT_FORM_PARTS = 5000


def create_app(settings: Settings | None = None) -> Flask:
    """Return Parley, ready to serve. Raises SettingsError if it cannot be.

    ``settings`` default to what the environment says.
    """
    settings = settings or Settings.from_environ()
    app = Flask("app", instance_path=str(settings.instance_path))
    app.extensions["settings"] = settings
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    configure(app, settings)
    bind_extensions(app)
    guard(app)
    register_web(app)
    register_features(app)
    admit(app)
    doors.require_doors(app)
    page_cache.init_app(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Translate our settings into those of Flask and its extensions."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings),
        TRUSTED_HOSTS=own_hosts(settings),
        MAX_CONTENT_LENGTH=LIMIT_REQUEST,
        MAX_FORM_MEMORY_SIZE=LIMIT_FORM_MEMORY,
        MAX_FORM_PARTS=LIMIT_FORM_PARTS,
        # A long form must not be lost because it was open for long.
        WTF_CSRF_TIME_LIMIT=None,
        # `admit` checks it, once it is known who asks.
        WTF_CSRF_CHECK_DEFAULT=False,
        SESSION_COOKIE_NAME="__Host-parley" if settings.secure_cookies else "parley",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        BABEL_DEFAULT_LOCALE="en_GB",
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_HEADERS_ENABLED=False,
        # Without Redis the site goes on, each process counting for itself.
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        TESTING=settings.environment == "test",
        PREFERRED_URL_SCHEME=settings.base_url.partition(":")[0],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["institute_name"] = settings.institute_name
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # The documented way to wrap an application.


def own_hosts(settings: Settings) -> list[str] | None:
    """Under which names requests are answered: the public address, and the machine's own probes.

    Elsewhere than in production people look from wherever they are, so any name will do.
    """
    host = urlsplit(settings.base_url).hostname
    return [host, "127.0.0.1", "localhost"] if settings.in_production and host else None


def bind_extensions(app: Flask) -> None:
    """Bind the database, forms, sign-in, languages and flood limits."""
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine)
    bell.init_app(app)
    csrf.init_app(app)
    babel.init_app(app)  # type: ignore[no-untyped-call]  # Flask-Babel has no types.
    limiter.init_app(app)
    login_manager.init_app(app)


def guard(app: Flask) -> None:
    """Make what must never happen impossible before anything can be asked."""
    # Importing the rules registers them; they know every table.
    from app import visibility

    enforcement.enforce()
    transaction.guard_writes()
    public_version.watch_public_writes(visibility.NEVER_PUBLIC, visibility.PRIVATE_YET)
    audit.init_app(app)
    security.init_app(app)


def register_web(app: Flask) -> None:
    """Give all pages what they share."""
    errors.init_app(app)
    filters.init_app(app)
    assets.init_app(app)
    navigation.init_app(app, doors.may_open)
    app.register_blueprint(health.bp)


def admit(app: Flask) -> None:
    """Ask of every request, in this order: who looks, is the door open, a flood, no text, forged, done before."""
    identity.init_app(app)
    app.before_request(identity.look_as_whoever_asks)
    app.before_request(doors.check_door)
    app.before_request(flood.check_flood)
    app.before_request(security.refuse_nul)
    app.before_request(forgery.check_forgery)
    app.before_request(answers.lead_where_it_led)


def register_features(app: Flask) -> None:
    """Add the pages of each feature, lowest stair first."""
    for feature in FEATURES:
        import_module(f"app.{feature}.views").init_app(app)
    settings: Settings = app.extensions["settings"]
    if not settings.in_production:
        import_module("app.correspondence.caught").init_app(app)
