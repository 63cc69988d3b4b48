"""A register of a few rows, enough to see whether an answer is still true."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask

from tests.factories.certificates import a_certificate, an_act, scope_of
from tests.factories.code_batches import a_batch, code_of
from tests.factories.notices import a_notice
from tests.factories.products import a_product
from tests.factories.saving import save
from tests.factories.standards import a_standard
from webapp.extensions import db
from webapp.models.certificate import Certificate
from webapp.services.indexing import rebuild

WITHDRAWN_AT = datetime(2024, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """Where the rows are found."""

    valid_code: str
    withdrawn_code: str
    certificate: str
    withdrawn_certificate: str
    standard: str
    product: int
    enterprise: str
    notice: str

    @property
    def pages(self) -> list[str]:
        """The address of every page that reads the database."""
        return [
            "/",
            "/search?q=样例",
            "/notices",
            f"/notices/{self.notice}",
            f"/standards/{self.standard}",
            f"/products/{self.product}",
            f"/enterprises/{self.enterprise}",
            f"/certificates/{self.certificate}",
            f"/v/{self.valid_code}",
            f"/v/{self.valid_code}.json",
            "/api/v1/search?q=样例",
        ]


def build_town(app: Flask) -> Town:
    """Save the rows and index them."""
    standard, notice = a_standard(), a_notice()
    valid = a_batch(a_certificate())
    withdrawn = a_batch(a_certificate(an_act("withdraw", WITHDRAWN_AT)))
    save(app, standard, notice, valid, withdrawn)
    index(app)
    held, lost = valid.scope_item.certificate, withdrawn.scope_item.certificate
    keys = app.extensions["registry.mark_keys"]
    return Town(
        valid_code=code_of(valid, keys),
        withdrawn_code=code_of(withdrawn, keys),
        certificate=held.number_key,
        withdrawn_certificate=lost.number_key,
        standard=standard.slug,
        product=held.scope[0].product_id,
        enterprise=held.holder.uscc,
        notice=notice.slug,
    )


def index(app: Flask) -> None:
    """Build the search index from what the database holds."""
    settings = app.extensions["registry.settings"]
    with app.app_context():
        rebuild(app.extensions["registry.search_store"], settings.time_zone)


def withdraw_unnoticed(app: Flask, number: str) -> None:
    """Withdraw a certificate in the database while the index still knows it as valid."""
    with app.app_context():
        row = db.session.query(Certificate).filter_by(number_key=number).one()
        row.events.append(an_act("withdraw", WITHDRAWN_AT))
        row.status = "withdrawn"
        db.session.commit()


def another_product(app: Flask) -> None:
    """A committed row that no index knows."""
    save(app, a_certificate(scope=[scope_of(a_product(name="样例水龙头"))]))
