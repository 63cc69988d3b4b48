"""The Chinese catalogue is whole, current, compiled, and written as Chinese is written."""

import re

import pytest
from flask import Flask
from flask_babel import force_locale, gettext

from tests.databases import on_sqlite
from tests.translations.catalogue import (
    LOCALE,
    MO,
    PO,
    compiled,
    extracted,
    read,
    translations,
    updated,
    written,
)
from webapp.factory import ROOT
from webapp.views.shared.labels import WORDS as LABELS
from webapp.views.verification.words import OUT_OF_SCOPE
from webapp.views.verification.words import WORDS as STANDINGS

CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?(.)")
# Latin letters, digits and placeholders stand beside Chinese without a space, and Chinese
# punctuation is full-width.  A decimal point or a colon within Latin text is left alone.
SLIPS = {
    "a space beside Chinese": re.compile(r"[\u3400-\u9fff，。：；、（）“”？！] | [\u3400-\u9fff]"),
    "half-width punctuation": re.compile(r"[\u3400-\u9fff][,;:!?()]|[,;!?()][\u3400-\u9fff]"),
    "straight quotation marks": re.compile(r"[\"']"),
    "a doubled mark": re.compile(r"([，。：；、？！])\1|，。|。，"),
    "full-width letters or digits": re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"),
}
CHINESE_ENDS = {".": "。", "?": "？", ":": "："}
# English sentences that stand as reasons in a list; those of `reasons.yaml` have no full stop.
NO_FULL_STOP = {
    "The first day has not come.",
    "The label was not released.",
    "The last day has passed.",
}


def placeholders(text: str) -> list[str]:
    return sorted(f"{name}{kind}" for name, kind in PLACEHOLDER.findall(text))


def faults_of(chinese: str) -> list[str]:
    return [name for name, slip in SLIPS.items() if slip.search(chinese)]


def test_every_text_of_code_and_templates_has_an_entry() -> None:
    said = {m.id for m in extracted() if m.id}
    assert len(said) > 400
    assert said - translations().keys() == set(), "run `make messages`, then translate"


def test_no_entry_is_left_from_a_text_that_is_gone() -> None:
    assert translations().keys() - {m.id for m in extracted() if m.id} == set()
    assert read().obsolete == {}


def test_every_entry_is_translated_and_none_is_a_guess() -> None:
    catalogue = read()
    assert [m.id for m in catalogue if m.id and not m.string] == []
    assert [m.id for m in catalogue if m.fuzzy] == []
    assert [m.id for m in catalogue if m.context is not None or m.pluralizable] == []
    kept = [zh for zh in translations().values() if not CHINESE.search(zh)]
    assert [zh for zh in kept if re.search("[A-Za-z]", re.sub(r"%\(\w+\)s", "", zh))] == []


def test_placeholders_are_the_same_on_both_sides() -> None:
    differing = {
        english: chinese
        for english, chinese in translations().items()
        if placeholders(english) != placeholders(chinese)
    }
    assert differing == {}


def test_texts_that_are_filled_in_can_be_filled_in() -> None:
    for english, chinese in translations().items():
        names = {name for name, _ in PLACEHOLDER.findall(english) if name}
        if names:
            values = dict.fromkeys(names, "7")
            assert "%(" not in chinese % values
            assert "7" in chinese % values


def test_no_english_text_holds_chinese() -> None:
    assert [english for english in translations() if CHINESE.search(english)] == []


def test_chinese_is_written_as_chinese() -> None:
    slips = {zh: found for zh in translations().values() if (found := faults_of(zh))}
    assert slips == {}


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("共 %(number)s条", "a space beside Chinese"),
        ("证书,产品", "half-width punctuation"),
        ("字符(%(detail)s)有误", "half-width punctuation"),
        ('字段"名称"', "straight quotation marks"),
        ("请重试。。", "a doubled mark"),
        ("第３行", "full-width letters or digits"),
    ],
)
def test_a_slip_of_the_pen_is_found(text: str, slip: str) -> None:
    assert slip in faults_of(text)


def test_a_sentence_ends_as_a_sentence() -> None:
    for english, chinese in translations().items():
        end = english[-1]
        if end in CHINESE_ENDS and english not in NO_FULL_STOP:
            assert chinese.endswith(CHINESE_ENDS[end]), (english, chinese)
        elif chinese.endswith("。"):
            pytest.fail(f"only the Chinese ends with a full stop: {english!r}")


def test_the_compiled_catalogue_is_that_of_the_file() -> None:
    assert MO.read_bytes() == compiled(read()), "run `make messages`"


def test_a_changed_text_makes_another_compiled_catalogue() -> None:
    catalogue = read()
    catalogue["Valid"].string = "无效"
    assert compiled(catalogue) != MO.read_bytes()


def test_make_messages_would_change_nothing() -> None:
    assert updated() == PO.read_bytes()


def test_the_header_names_nobody_and_never_changes() -> None:
    headers = dict(read().mime_headers)
    assert headers["Last-Translator"] == headers["Language-Team"] == ""
    assert headers["Language"] == LOCALE
    assert headers["Plural-Forms"] == "nplurals=1; plural=0;"
    assert written(read()) == PO.read_bytes()
    assert "@" not in read().header_comment


@on_sqlite
def test_the_application_finds_the_catalogue(app: Flask) -> None:
    with app.app_context():
        with force_locale(LOCALE):
            assert gettext("Valid") == "有效"
        with force_locale("en"):
            assert gettext("Valid") == "Valid"


def rows_of(heading: str) -> dict[str, str]:
    """code -> 中文 of a table of the glossary."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|") for line in part.splitlines() if line.startswith("| `")]
    return {row[1].strip(" `"): row[3].strip() for row in cells}


@pytest.mark.parametrize(
    ("heading", "table"),
    [("Standings of a mark code", "standing"), ("Notices", "notice_kind")],
)
def test_labels_are_the_words_of_the_glossary(heading: str, table: str) -> None:
    chinese = translations()
    assert rows_of(heading) == {code: chinese[LABELS[table][code]] for code in rows_of(heading)}
    assert rows_of(heading).keys() == LABELS[table].keys()


def test_acts_and_statuses_are_the_words_of_the_glossary() -> None:
    chinese = translations()
    acts = rows_of("Acts on a certificate")
    assert acts == {code: chinese[LABELS["action"][code]] for code in acts}
    standards = rows_of("Standards")
    for code in ("in_force", "upcoming", "superseded", "abolished"):
        assert chinese[LABELS["status"][code]] == standards[code]


def test_no_answer_about_a_code_calls_a_product_genuine_or_fake() -> None:
    """What a code says is never a verdict on the goods: see the table of standings."""
    chinese = translations()
    for words in (*STANDINGS.values(), *OUT_OF_SCOPE.values()):
        for english in (words.label, words.known, words.meaning, *words.advice):
            assert not re.search("假|伪|真品|正品|冒牌|不合格", chinese[english]), chinese[english]
        assert "不能" in chinese[words.limits]
