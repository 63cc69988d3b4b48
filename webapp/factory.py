"""The roof: `create_app()` joins the floors.  The only place that sees everything."""

import os
from pathlib import Path

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.middleware.proxy_fix import ProxyFix

import webapp.models  # noqa: F401 - registers the tables
from search_index.postgres_store import PostgresStore
from search_index.store import SearchStore
from search_index.whoosh_store import WhooshStore
from webapp.adapters.databases import Reader, engine_options, set_up_engine, sqlalchemy_url
from webapp.adapters.limits import guesses_of
from webapp.adapters.scan_store.store import scan_store_of
from webapp.adapters.stylesheets import StaticFiles, Stylesheets
from webapp.cli import commands
from webapp.config import Settings
from webapp.definitions.places import load_districts, load_industries
from webapp.definitions.reasons import load_reasons
from webapp.definitions.regions import load_regions
from webapp.definitions.sample_city import showcase
from webapp.definitions.schemes import load_schemes
from webapp.definitions.site import load_site
from webapp.domain.mark_keys import MarkKeys
from webapp.domain.standard_numbers import normalise_number
from webapp.extensions import babel, db, migrate
from webapp.views.about.routes import blueprint as about
from webapp.views.api.routes import blueprint as api
from webapp.views.assets.routes import blueprint as assets
from webapp.views.catalogue.routes import blueprint as catalogue
from webapp.views.catalogue.search import blueprint as catalogue_search
from webapp.views.certificates.routes import blueprint as certificates
from webapp.views.digital_link.routes import blueprint as digital_link
from webapp.views.health.routes import blueprint as health
from webapp.views.notices.routes import blueprint as notices
from webapp.views.preferences.routes import blueprint as preferences
from webapp.views.shared.access import require_declared_access
from webapp.views.shared.compression import Compression
from webapp.views.shared.errors import add_error_pages_to
from webapp.views.shared.headers import FixedHeaders
from webapp.views.shared.language import locale
from webapp.views.shared.page_environment import PageEnvironment
from webapp.views.shared.remembering import Pages
from webapp.views.shared.templates import add_template_words_to
from webapp.views.verification.quick import QuickAnswers, QuickParts
from webapp.views.verification.routes import blueprint as verification

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 2 * 1024 * 1024

ALWAYS = (assets, health, preferences)
SURFACES = {
    "public": (
        catalogue,
        catalogue_search,
        certificates,
        notices,
        verification,
        digital_link,
        about,
        api,
    ),
    "enterprise": (),
    "regulator": (),
}


class NoSession(SessionInterface):
    """Public pages have no session and so set no cookie of their own."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:
        """Give Flask its null session."""
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """There is nothing to save."""


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; raises ConfigError or DefinitionError when it must not start."""
    settings = settings or Settings.from_environ(os.environ)
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "webapp",
        root_path=str(ROOT / "webapp"),
        instance_path=str(settings.instance_path),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.static_folder = str(ROOT / "static")
    app.jinja_environment = PageEnvironment
    _configure(app, settings)
    _extend(app)
    _build_parts(app, settings)
    _mount(app, settings)
    _wrap(app, settings)
    for group in commands():
        app.cli.add_command(group)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=sqlalchemy_url(settings.database_url),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        TRUSTED_HOSTS=list(settings.allowed_hosts) or None,
        TESTING=settings.profile == "test",
        PROPAGATE_EXCEPTIONS=False,
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE=settings.time_zone.key,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.session_interface = NoSession()


def _quick_parts(app: Flask, settings: Settings) -> QuickParts:
    return QuickParts(
        app.extensions["registry.reader"],
        app.extensions["registry.mark_keys"],
        settings.time_zone,
        frozenset(settings.allowed_hosts),
        app.extensions["registry.answers"],
        app.extensions["registry.scan_store"],
        "HTTP_" + settings.region_header.upper().replace("-", "_")
        if settings.region_header
        else "",
    )


def _wrap(app: Flask, settings: Settings) -> None:
    """Put the WSGI layers around Flask: compression, headers, what a trusted proxy says."""
    secure = settings.public_url.startswith("https://")
    if "public" in settings.surfaces:
        app.wsgi_app = QuickAnswers(app.wsgi_app, _quick_parts(app, settings))  # type: ignore[method-assign]
    app.wsgi_app = Compression(app.wsgi_app)  # type: ignore[method-assign]
    app.wsgi_app = FixedHeaders(app.wsgi_app, secure=secure)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _extend(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "webapp" / "migrations"), compare_type=True)
    babel.init_app(app, locale_selector=locale)
    with app.app_context():
        set_up_engine(db.engine)


def _build_parts(app: Flask, settings: Settings) -> None:
    """Build the adapters and hang them on the application; views and commands pick them up."""
    reader = Reader(settings.database_url)
    app.extensions.update(
        {
            "registry.settings": settings,
            "registry.site": load_site(),
            "registry.reader": reader,
            "registry.scan_store": scan_store_of(
                settings.database_url,
                settings.instance_path,
                reader,
                settings.scan_wait_ms / 1000,
            ),
            "registry.guesses": guesses_of(
                settings.database_url,
                settings.redis_url,
                settings.instance_path,
                settings.scan_wait_ms / 1000,
            ),
            "registry.mark_keys": MarkKeys(settings.mark_keys, settings.current_mark_key),
            "registry.search_store": search_store_of(settings),
            "registry.schemes": load_schemes(),
            "registry.reasons": load_reasons(),
            "registry.regions": load_regions(),
            "registry.districts": load_districts(),
            "registry.industries": load_industries(),
            "registry.pages": Pages(),
            "registry.answers": Pages(),
            "registry.stylesheets": Stylesheets(ROOT / "static"),
            "registry.static_files": StaticFiles(ROOT / "static"),
            "registry.showcase": showcase() if settings.is_sample else {},
        }
    )


def search_store_of(settings: Settings) -> SearchStore:
    """The search store that the settings choose; nothing is read yet."""
    if settings.search_store == "postgres":
        return PostgresStore(settings.database_url, normalise_number)
    return WhooshStore(settings.instance_path / "search", normalise_number)


def _mount(app: Flask, settings: Settings) -> None:
    mounted = (*ALWAYS, *(b for name in settings.surfaces for b in SURFACES[name]))
    for blueprint in mounted:
        app.register_blueprint(blueprint)
    add_error_pages_to(app)
    add_template_words_to(app)
    require_declared_access(app)
