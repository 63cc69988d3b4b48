"""The sample city's files made into rows.  Adds nothing to a session, never commits."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from webapp.adapters.pictures import StoredPicture
from webapp.definitions.sample_city import City, MadeUpStandard, SampleNotice
from webapp.definitions.tables import Record
from webapp.domain.calendar import day_of
from webapp.domain.certificates import StatusFact, status_at
from webapp.domain.gtin import normalise_gtin
from webapp.domain.matching_keys import certificate_key, model_key
from webapp.domain.sort_keys import title_key
from webapp.domain.standard_numbers import base_key_of, level_of, normalise_number, slug_of
from webapp.models.certificate import Certificate, ScopeItem, StatusEvent
from webapp.models.code_batch import CodeBatch, CodeVoid
from webapp.models.enterprise import Enterprise
from webapp.models.notice import Notice
from webapp.models.product import Product, ProductMeasure, ProductStandard
from webapp.models.standard import Indicator, IndicatorPeer, Standard, StandardSuccessor


@dataclass(frozen=True, slots=True)
class Loading:
    """When and where the city is loaded, and under which key its codes are made."""

    now: datetime
    zone: tzinfo
    key_id: int

    @property
    def today(self) -> date:
        """The day of loading."""
        return day_of(self.now, self.zone)

    def at(self, day: date, hour: int) -> datetime:
        """An hour of a day in the installation's zone."""
        return datetime.combine(day, time(hour), self.zone)


def batch_number(certificate: str, model: str) -> int:
    """The fixed 30-bit number of a sample batch: spread like a random one, the same for ever."""
    digest = hashlib.sha256(f"sample {certificate} {model}".encode()).digest()
    return int.from_bytes(digest[:4]) >> 2


def standard_rows(city: City, known: Mapping[str, Standard], today: date) -> dict[str, Standard]:
    """Every standard by its number; those already `known` by key are taken as they are."""
    rows = {
        record["number"]: known.get(normalise_number(record["number"])) or _real(record, today)
        for record in city["standards"]
    }
    return rows | {made_up.number: _made_up(made_up) for made_up in city.made_up}


def enterprise_rows(city: City) -> dict[str, Enterprise]:
    """Every enterprise by its credit code."""
    return {
        record["uscc"]: Enterprise(
            **_without(record, "line"), name_sort=title_key(record["name"]), is_sample=True
        )
        for record in city["enterprises"]
    }


def product_rows(
    city: City,
    enterprises: Mapping[str, Enterprise],
    standards: Mapping[str, Standard],
    pictures: Mapping[str, StoredPicture],
) -> dict[str, Product]:
    """Every product by its model (unique in the sample), with standards and measured values."""
    rows = {}
    for record in city["products"]:
        picture = pictures[record["model"]]
        facts = _without(record, "line", "enterprise", "standards", "drawing", "colour", "gtin")
        rows[record["model"]] = Product(
            **facts,
            enterprise=enterprises[record["enterprise"]],
            name_sort=title_key(record["name"]),
            model_key=model_key(record["model"]),
            gtin=normalise_gtin(record["gtin"]),
            picture=picture.name,
            picture_width=picture.width,
            picture_height=picture.height,
            standards=[ProductStandard(standard=standards[n]) for n in record["standards"]],
            is_sample=True,
        )
    for record in city["measures"]:
        rows[record["model"]].measures.append(_measure(record, standards[record["standard"]]))
    return rows


def certificate_rows(
    city: City,
    enterprises: Mapping[str, Enterprise],
    products: Mapping[str, Product],
    loading: Loading,
) -> dict[str, Certificate]:
    """Every certificate by its number, with its scope and the history so far."""
    rows: dict[str, Certificate] = {}
    events = _by_certificate(city["events"])
    exceptions = _by_certificate(city["exceptions"])
    for record in city["certificates"]:
        number = record["number"]
        history = [_status_fact(event, loading) for event in events.get(number, ())]
        left = {e["model"]: e for e in exceptions.get(number, ()) if e["kind"].startswith("left_")}
        facts = _without(record, "line", "holder", "models", "predecessor")
        rows[number] = Certificate(
            **facts,
            number_key=certificate_key(number),
            holder=enterprises[record["holder"]],
            predecessor=rows.get(record["predecessor"]),
            status=status_at(history, loading.now).status,
            scope=[
                _scope_item(products[model], record["valid_from"], left.get(model))
                for model in record["models"]
            ],
            events=[StatusEvent(**asdict(fact)) for fact in history],
            is_sample=True,
        )
    return rows


def batch_rows(
    city: City, certificates: Mapping[str, Certificate], loading: Loading
) -> list[CodeBatch]:
    """A model code for each model in the scope of every certificate that was ever issued."""
    odd = {
        (record["certificate"], record["model"]): record
        for record in city["exceptions"]
        if record["kind"] in ("not_released", "voided")
    }
    return [
        _batch(row, item, odd.get((row.number, item.product.model)), loading)
        for row in certificates.values()
        if row.events
        for item in row.scope
    ]


def notice_rows(
    notices: Iterable[SampleNotice], certificates: Mapping[str, Certificate], loading: Loading,
    issuer: str,
) -> list[Notice]:  # fmt: skip
    """Every notice; the certificates must have their ids."""
    return [
        Notice(
            slug=notice.slug,
            kind=notice.kind,
            title=notice.title.zh,
            title_en=notice.title.en,
            body=notice.body.zh,
            body_en=notice.body.en,
            issuer=issuer,
            published_at=loading.at(notice.on, 9),
            certificate_id=certificates[notice.certificate].id if notice.certificate else None,
            is_sample=True,
        )
        for notice in notices
    ]


def _real(record: Record, today: date) -> Standard:
    """A real standard is no sample.  One that was to come has come when its day is there."""
    facts = _without(record, "line", "replaced_by")
    starts = record["implemented_on"]
    if record["status"] == "upcoming" and starts and starts <= today:
        facts["status"] = "in_force"
    row = _standard(is_sample=False, **facts)
    row.successors = [
        StandardSuccessor(number=number, number_key=normalise_number(number))
        for number in record["replaced_by"]
    ]
    return row


def _made_up(standard: MadeUpStandard) -> Standard:
    row = _standard(
        number=standard.number,
        title=standard.title.zh,
        title_en=standard.title.en,
        status="in_force",
        issued_on=standard.issued_on,
        implemented_on=standard.implemented_on,
        source="样例",
        is_sample=True,
    )
    for position, one in enumerate(standard.indicators, start=1):
        indicator = Indicator(
            position=position,
            name=one.name.zh,
            name_en=one.name.en,
            unit=one.unit,
            direction=one.direction,
            value=one.value,
            test_method=one.test_method,
            peers=[IndicatorPeer(**asdict(peer)) for peer in one.peers],
        )
        row.indicators.append(indicator)
    return row


def _standard(number: str, title: str, **facts: object) -> Standard:
    return Standard(
        number=number,
        title=title,
        slug=slug_of(number),
        number_key=normalise_number(number),
        base_key=base_key_of(number),
        title_sort=title_key(title),
        level=level_of(number),
        **facts,
    )


def _measure(record: Record, standard: Standard) -> ProductMeasure:
    indicator = next(one for one in standard.indicators if one.name == record["indicator"])
    return ProductMeasure(
        indicator=indicator,
        declared=Decimal(record["declared"]),
        measured=Decimal(record["measured"]),
        measured_on=record["measured_on"],
        laboratory=record["laboratory"],
        report_number=record["report_number"],
    )


def _status_fact(record: Record, loading: Loading) -> StatusFact:
    """Decisions count from ten in the morning and are entered at eleven."""
    facts = _without(record, "line", "certificate", "on")
    return StatusFact(
        effective_at=loading.at(record["on"], 10), recorded_at=loading.at(record["on"], 11), **facts
    )


def _scope_item(product: Product, first: date, left: Record | None) -> ScopeItem:
    return ScopeItem(
        product=product,
        from_day=first,
        until_day=left["on"] if left else None,
        left_as=left["kind"].removeprefix("left_") if left else "",
    )


def _batch(row: Certificate, item: ScopeItem, odd: Record | None, loading: Loading) -> CodeBatch:
    issued = day_of(row.events[0].effective_at, loading.zone)
    released = not (odd and odd["kind"] == "not_released")
    batch = CodeBatch(
        number=batch_number(row.number, item.product.model),
        key_id=loading.key_id,
        grain="model",
        scope_item=item,
        status="released" if released else "allocated",
        issued_at=loading.at(issued, 14),
        released_at=loading.at(issued, 16) if released else None,
    )
    if odd and odd["kind"] == "voided":
        voided = loading.at(odd["on"], 10)
        facts = _without(odd, "line", "certificate", "model", "kind", "on")
        batch.voids.append(
            CodeVoid(
                first_index=0,
                last_index=0,
                voided_at=voided,
                recorded_at=voided + timedelta(hours=1),
                **facts,
            )
        )
    return batch


def _by_certificate(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Rows of each certificate, by day: `issue` comes first."""
    found: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda r: r["on"] or date.min):
        found.setdefault(record["certificate"], []).append(record)
    return found


def _without(record: Record, *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}
