"""The register"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Fixed-width text on SQLite, see models/columns.py.
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:

    op.create_table(
        "enterprises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_sort", sa.String(length=400), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("industry", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("main_products", sa.String(length=400), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
        sa.UniqueConstraint("uscc", name=op.f("uq_enterprises_uscc")),
    )
    with op.batch_alter_table("enterprises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enterprises_district"), ["district"], unique=False)
        batch_op.create_index(batch_op.f("ix_enterprises_name_sort"), ["name_sort"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=80), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_events_subject_kind_subject_id", ["subject_kind", "subject_id"], unique=False
        )

    op.create_table(
        "followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("name", name=op.f("uq_followers_name")),
    )
    op.create_table(
        "standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("number_key", sa.String(length=200), nullable=False),
        sa.Column("base_key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("title_en", sa.String(length=1000), nullable=False),
        sa.Column("title_sort", sa.String(length=400), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("implemented_on", sa.Date(), nullable=True),
        sa.Column("abolished_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=400), nullable=False),
        sa.Column("ics", sa.String(length=200), nullable=False),
        sa.Column("ccs", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards")),
        sa.UniqueConstraint("number_key", name=op.f("uq_standards_number_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_standards_slug")),
    )
    with op.batch_alter_table("standards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standards_base_key"), ["base_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_standards_title_sort"), ["title_sort"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("number_key", sa.String(length=60), nullable=False),
        sa.Column("scheme", sa.String(length=60), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["enterprises.id"], name=op.f("fk_certificates_holder_id")
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["certificates.id"], name=op.f("fk_certificates_predecessor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("number_key", name=op.f("uq_certificates_number_key")),
        sa.UniqueConstraint("predecessor_id", name=op.f("uq_certificates_predecessor_id")),
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificates_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificates_scheme"), ["scheme"], unique=False)

    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("test_method", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_indicators_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
        sa.UniqueConstraint(
            "standard_id", "position", name=op.f("uq_indicators_standard_id_position")
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_outbox_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_outbox_event_id")),
        sa.UniqueConstraint("sequence", name=op.f("uq_outbox_sequence")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_unnumbered",
            ["id"],
            unique=False,
            sqlite_where=sa.text("sequence IS NULL"),
            postgresql_where=sa.text("sequence IS NULL"),
        )

    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_sort", sa.String(length=400), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("model_key", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("net_content", sa.String(length=100), nullable=False),
        sa.Column("gtin", sa.String(length=14), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=80), nullable=False),
        sa.Column("picture_width", sa.Integer(), nullable=False),
        sa.Column("picture_height", sa.Integer(), nullable=False),
        sa.Column("introduced_on", sa.Date(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprises.id"], name=op.f("fk_products_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint(
            "enterprise_id", "model_key", name=op.f("uq_products_enterprise_id_model_key")
        ),
    )
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_products_gtin"), ["gtin"], unique=False)
        batch_op.create_index(batch_op.f("ix_products_name_sort"), ["name_sort"], unique=False)

    op.create_table(
        "standard_successors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("number_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_standard_successors_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_successors")),
        sa.UniqueConstraint(
            "standard_id", "number_key", name=op.f("uq_standard_successors_standard_id_number_key")
        ),
    )
    with op.batch_alter_table("standard_successors", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standard_successors_number_key"), ["number_key"], unique=False
        )

    op.create_table(
        "indicator_peers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_peers_indicator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_peers")),
        sa.UniqueConstraint(
            "indicator_id", "level", name=op.f("uq_indicator_peers_indicator_id_level")
        ),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_notices_certificate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("slug", name=op.f("uq_notices_slug")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_published_at"), ["published_at"], unique=False)

    op.create_table(
        "product_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("declared", sa.String(length=40), nullable=True),
        sa.Column("measured", sa.String(length=40), nullable=True),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("laboratory", sa.String(length=200), nullable=False),
        sa.Column("report_number", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_product_measures_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_measures_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_measures")),
        sa.UniqueConstraint(
            "product_id", "indicator_id", name=op.f("uq_product_measures_product_id_indicator_id")
        ),
    )
    op.create_table(
        "product_standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_standards_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_product_standards_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_standards")),
        sa.UniqueConstraint(
            "product_id", "standard_id", name=op.f("uq_product_standards_product_id_standard_id")
        ),
    )
    with op.batch_alter_table("product_standards", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_product_standards_standard_id"), ["standard_id"], unique=False
        )

    op.create_table(
        "scope_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("left_as", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_scope_items_certificate_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_scope_items_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scope_items")),
        sa.UniqueConstraint(
            "certificate_id", "product_id", name=op.f("uq_scope_items_certificate_id_product_id")
        ),
    )
    with op.batch_alter_table("scope_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scope_items_product_id"), ["product_id"], unique=False)

    op.create_table(
        "status_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("words_en", sa.String(length=1000), nullable=False),
        sa.Column("decision_number", sa.String(length=100), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("effective_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_status_events_certificate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_events")),
    )
    with op.batch_alter_table("status_events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_status_events_certificate_id_effective_at",
            ["certificate_id", "effective_at"],
            unique=False,
        )
        batch_op.create_index("ix_status_events_effective_at", ["effective_at"], unique=False)

    op.create_table(
        "code_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("grain", sa.String(length=10), nullable=False),
        sa.Column("scope_item_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("key_id >= 0 AND key_id < 24", name=op.f("ck_code_batches_key_id_slot")),
        sa.CheckConstraint(
            "number >= 0 AND number < 1073741824", name=op.f("ck_code_batches_number_30_bits")
        ),
        sa.CheckConstraint(
            "size > 0 AND size <= 1073741824", name=op.f("ck_code_batches_size_30_bits")
        ),
        sa.ForeignKeyConstraint(
            ["scope_item_id"], ["scope_items.id"], name=op.f("fk_code_batches_scope_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_batches")),
        sa.UniqueConstraint("number", name=op.f("uq_code_batches_number")),
    )
    with op.batch_alter_table("code_batches", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_code_batches_scope_item_id"), ["scope_item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_code_batches_released_at"), ["released_at"], unique=False
        )

    op.create_table(
        "code_voids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("first_index", sa.Integer(), nullable=False),
        sa.Column("last_index", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("words_en", sa.String(length=1000), nullable=False),
        sa.Column("decision_number", sa.String(length=100), nullable=False),
        sa.Column("voided_at", INSTANT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["code_batches.id"], name=op.f("fk_code_voids_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_voids")),
    )
    with op.batch_alter_table("code_voids", schema=None) as batch_op:
        batch_op.create_index(
            "ix_code_voids_batch_id_first_index", ["batch_id", "first_index"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_code_voids_voided_at"), ["voided_at"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("code_voids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_voids_voided_at"))
        batch_op.drop_index("ix_code_voids_batch_id_first_index")

    op.drop_table("code_voids")
    with op.batch_alter_table("code_batches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_batches_released_at"))
        batch_op.drop_index(batch_op.f("ix_code_batches_scope_item_id"))

    op.drop_table("code_batches")
    with op.batch_alter_table("status_events", schema=None) as batch_op:
        batch_op.drop_index("ix_status_events_effective_at")
        batch_op.drop_index("ix_status_events_certificate_id_effective_at")

    op.drop_table("status_events")
    with op.batch_alter_table("scope_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scope_items_product_id"))

    op.drop_table("scope_items")
    with op.batch_alter_table("product_standards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_standards_standard_id"))

    op.drop_table("product_standards")
    op.drop_table("product_measures")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_published_at"))

    op.drop_table("notices")
    op.drop_table("indicator_peers")
    with op.batch_alter_table("standard_successors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standard_successors_number_key"))

    op.drop_table("standard_successors")
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_products_name_sort"))
        batch_op.drop_index(batch_op.f("ix_products_gtin"))

    op.drop_table("products")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_unnumbered",
            sqlite_where=sa.text("sequence IS NULL"),
            postgresql_where=sa.text("sequence IS NULL"),
        )

    op.drop_table("outbox")
    op.drop_table("indicators")
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificates_scheme"))
        batch_op.drop_index(batch_op.f("ix_certificates_holder_id"))

    op.drop_table("certificates")
    with op.batch_alter_table("standards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standards_title_sort"))
        batch_op.drop_index(batch_op.f("ix_standards_base_key"))

    op.drop_table("standards")
    op.drop_table("followers")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_subject_kind_subject_id")

    op.drop_table("events")
    with op.batch_alter_table("enterprises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprises_name_sort"))
        batch_op.drop_index(batch_op.f("ix_enterprises_district"))

    op.drop_table("enterprises")
