"""Schemes: each grants a mark, a title or a ranking place.  A city adds one by writing a file.

`load_schemes` reads every YAML file of a folder and refuses the lot when anything is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from webapp.definitions.documents import (
    DefinitionError,
    Fault,
    Figure,
    Section,
    Words,
    open_document,
)
from webapp.domain.copy_signals import CopyRules

SCHEMES = Path(__file__).parent / "schemes"
KINDS = ("mark", "ranking", "recognition", "grading")
COPY_FIGURES = tuple(field.name for field in fields(CopyRules) if field.name != "sales_area")
KEY = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document that the scheme rests on; `number` is None where it has, or shows, none."""

    title: Words
    number: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of the evaluation and its weight in percent."""

    key: str
    name: Words
    weight: Figure


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that the scheme awards, best first; `key` is what a certificate stores."""

    key: str
    name: Words
    assumed: bool


@dataclass(frozen=True, slots=True)
class ExitCause:
    """Why a certificate of the scheme is taken away."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Mark:
    """The scheme's mark and the rules of its use; None is "not known", never a guess."""

    name: Words
    trademark_number: str | None
    artwork: str | None
    label_rules: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a scheme grants, on which basis and by which figures."""

    slug: str
    kind: str
    name: str
    name_en: str
    description: str
    description_en: str
    decided_by: Words
    legal_basis: tuple[LegalBasis, ...]
    dimensions: tuple[Dimension, ...]
    pass_mark: Figure
    grades: tuple[Grade, ...]
    evidence: tuple[Words, ...]
    publicity_days: Figure
    validity_months: Figure
    surveillance_months: Figure
    exit_causes: tuple[ExitCause, ...]
    copy_rules: CopyRules
    fee: str
    mark: Mark

    def grade_named(self, key: str) -> Grade | None:
        """Return the grade that a certificate stores as `key`, or None."""
        return next((grade for grade in self.grades if grade.key == key), None)


def load_schemes(directory: Path = SCHEMES) -> Mapping[str, Scheme]:
    """Read every `*.yaml` of a folder, by slug; raises DefinitionError listing every fault."""
    faults: list[Fault] = []
    schemes: dict[str, Scheme] = {}
    paths = sorted(directory.glob("*.yaml"))
    if not paths:
        faults.append(Fault(str(directory.name), 1, "(folder)", "holds no *.yaml file"))
    for path in paths:
        document = open_document(path, faults)
        scheme = _scheme(document)
        if scheme.slug in schemes:
            document.fault("slug", f"{scheme.slug!r} is taken", document.nodes.get("slug"))
        if scheme.slug and scheme.slug != path.stem:
            document.fault("slug", f"is not the file's name {path.stem!r}", document.nodes["slug"])
        schemes[scheme.slug] = scheme
    if faults:
        raise DefinitionError(faults)
    return MappingProxyType(schemes)


def _scheme(document: Section) -> Scheme:
    kind = document.choice("kind", KINDS)
    name, description = document.words("name"), document.words("description")
    scheme = Scheme(
        slug=document.text("slug", KEY),
        kind=kind,
        name=name.zh,
        name_en=name.en,
        description=description.zh,
        description_en=description.en,
        decided_by=document.words("decided_by"),
        legal_basis=tuple(_basis(item) for item in document.sections("legal_basis")),
        dimensions=tuple(_dimension(item) for item in document.sections("dimensions")),
        pass_mark=document.figure("pass_mark", 1, 100),
        grades=tuple(_grade(item) for item in document.sections("grades")),
        evidence=document.words_list("evidence"),
        publicity_days=document.figure("publicity_days", 1, 180),
        validity_months=document.figure("validity_months", 1, 240),
        surveillance_months=document.figure("surveillance_months", 1, 120),
        exit_causes=tuple(_exit_cause(item) for item in document.sections("exit_causes")),
        copy_rules=_copy_rules(document.section("copy_signals")),
        fee=document.choice("fee", ("none",)),
        mark=_mark(document.section("mark")),
    )
    document.finish()
    _check_whole(document, scheme)
    return scheme


def _check_whole(document: Section, scheme: Scheme) -> None:
    """What no single key shows: weights, unique keys, and what each kind of scheme needs."""
    weights = [dimension.weight.value or 0 for dimension in scheme.dimensions]
    if weights and sum(weights) != 100:
        at = document.nodes.get("dimensions")
        document.fault("dimensions", f"the weights add up to {sum(weights)}, not 100", at)
    for key, items in (
        ("dimensions", scheme.dimensions),
        ("grades", scheme.grades),
        ("exit_causes", scheme.exit_causes),
    ):
        keys = [item.key for item in items]
        if len(set(keys)) != len(keys):
            document.fault(key, "two items have the same key", document.nodes.get(key))
    if scheme.kind == "grading" and not scheme.grades:
        document.fault("grades", "a grading scheme needs grades", document.nodes.get("grades"))
    for key in ("legal_basis", "evidence", "exit_causes"):
        if key in document.nodes and not getattr(scheme, key):
            document.fault(key, "at least one is needed", document.nodes[key])


def _basis(item: Section) -> LegalBasis:
    basis = LegalBasis(item.words("title"), item.optional_text("number"), item.text("source"))
    item.finish()
    return basis


def _dimension(item: Section) -> Dimension:
    dimension = Dimension(item.text("key", KEY), item.words("name"), item.figure("weight", 1, 100))
    item.finish()
    return dimension


def _grade(item: Section) -> Grade:
    words = Words(item.text("zh"), item.text("en"))
    grade = Grade(item.text("key", KEY), words, item.flag("assumed"))
    item.finish()
    return grade


def _exit_cause(item: Section) -> ExitCause:
    cause = ExitCause(item.text("key", KEY), Words(item.text("zh"), item.text("en")))
    item.finish()
    return cause


def _copy_rules(item: Section) -> CopyRules:
    area = item.optional_text("sales_area")
    figures = {name: item.figure(name, 1, 20_000).value for name in COPY_FIGURES}
    item.finish()
    return CopyRules(**figures, sales_area=tuple((area or "").split()))


def _mark(item: Section) -> Mark:
    mark = Mark(
        name=item.words("name"),
        trademark_number=item.optional_text("trademark_number"),
        artwork=item.optional_text("artwork"),
        label_rules=item.words_list("label_rules"),
    )
    item.finish()
    return mark
