"""How Alembic reaches the database and the models.  The one place below models that sees them."""

from alembic import context
from flask import current_app

from webapp.extensions import db
from webapp.models.columns import Exact, Instant


def render_item(kind, item, autogen_context):
    """Write our column types so that a migration does not depend on today's models."""
    if kind == "type" and isinstance(item, Instant):
        return "INSTANT"
    if kind == "type" and isinstance(item, Exact):
        return "sa.String(length=40)"
    return False


def run() -> None:
    """Migrate in one transaction, on the connection that a test gives or on the application's."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate_on(given)
        return
    with db.engine.connect().execution_options(registry_write=True) as connection:
        migrate_on(connection)
        connection.commit()


def migrate_on(connection) -> None:
    """Run the migrations on an open connection."""
    options = current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        **options,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
