"""Scans"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guess_counts",
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client", name=op.f("pk_guess_counts")),
    )
    with op.batch_alter_table("guess_counts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guess_counts_started_at"), ["started_at"], unique=False
        )

    if op.get_bind().dialect.name == "postgresql":
        # Counts of ten minutes: a crash may forget them, a guess shall not wait for the disk.
        op.execute("ALTER TABLE guess_counts SET UNLOGGED")

    op.create_table(
        "scan_counts",
        sa.Column("code", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_scan_counts")),
    )
    op.create_table(
        "scan_observations",
        sa.Column("code", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("visitor", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(length=13), nullable=False),
        sa.PrimaryKeyConstraint("code", "slot", name=op.f("pk_scan_observations")),
    )
    op.create_table(
        "scan_salts",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_scan_salts")),
    )


def downgrade() -> None:
    op.drop_table("scan_salts")
    op.drop_table("scan_observations")
    op.drop_table("scan_counts")
    with op.batch_alter_table("guess_counts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guess_counts_started_at"))

    op.drop_table("guess_counts")
