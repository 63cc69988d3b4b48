"""The door: `app` for a WSGI server; `python wsgi.py <command>` for the operator."""

from flask.cli import FlaskGroup

from webapp.factory import create_app

app = create_app()

if __name__ == "__main__":
    FlaskGroup(create_app=lambda: app, add_default_commands=False)(prog_name="registry")
