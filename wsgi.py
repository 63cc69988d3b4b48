"""The door: `app` for a WSGI server; `python wsgi.py <command>` for the operator."""

from flask.cli import FlaskGroup

from webapp.config import ConfigError
from webapp.definitions.documents import DefinitionError
from webapp.factory import create_app

try:
    app = create_app()
except (ConfigError, DefinitionError) as error:
    raise SystemExit(str(error)) from None

if __name__ == "__main__":
    FlaskGroup(create_app=lambda: app, add_default_commands=False)(prog_name="registry")
