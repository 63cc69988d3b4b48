"""Releases of codes"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Fixed-width text on SQLite, see models/columns.py.
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    op.create_table(
        "code_releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("first_index", sa.Integer(), nullable=False),
        sa.Column("last_index", sa.Integer(), nullable=False),
        sa.Column("lot", sa.String(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("released_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "first_index >= 0 AND last_index >= first_index", name=op.f("ck_code_releases_run")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["code_batches.id"], name=op.f("fk_code_releases_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_releases")),
    )
    with op.batch_alter_table("code_releases", schema=None) as batch_op:
        batch_op.create_index(
            "ix_code_releases_batch_id_first_index", ["batch_id", "first_index"], unique=True
        )
        batch_op.create_index(batch_op.f("ix_code_releases_lot"), ["lot"], unique=False)

    with op.batch_alter_table("code_voids", schema=None) as batch_op:
        batch_op.create_index(
            "ix_code_voids_runs",
            ["batch_id", "first_index"],
            unique=False,
            sqlite_where=sa.text("last_index > first_index"),
            postgresql_where=sa.text("last_index > first_index"),
        )

    # In words of its own: Alembic would copy the table on SQLite, which rows that refer to it
    # forbid.  Both databases understand these.
    op.execute("ALTER TABLE code_batches ADD COLUMN printed INTEGER DEFAULT 0 NOT NULL")
    op.execute(
        "ALTER TABLE code_batches ADD COLUMN released INTEGER DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_code_batches_quantities"
        " CHECK (size >= printed AND printed >= released AND released >= 0)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE code_batches DROP COLUMN released")
    op.execute("ALTER TABLE code_batches DROP COLUMN printed")
    with op.batch_alter_table("code_voids", schema=None) as batch_op:
        batch_op.drop_index("ix_code_voids_runs")

    with op.batch_alter_table("code_releases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_releases_lot"))
        batch_op.drop_index("ix_code_releases_batch_id_first_index")

    op.drop_table("code_releases")
