"""`codes`: a batch from its allocation to its end, and the table that a printer gets."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from tests.databases import on_sqlite
from tests.factories.certificates import AUTHORITY, a_certificate
from tests.factories.code_batches import a_batch, a_release, a_unit_batch, code_of
from tests.factories.saving import save
from tests.views.scanning import facts, keys_of, scan
from webapp.adapters.minting import CHUNK
from webapp.cli.codes import group
from webapp.domain.code_batches import name_of
from webapp.domain.codes import address_of
from webapp.models.code_batch import CodeBatch

pytestmark = on_sqlite
BY = ("--actor", AUTHORITY)
WHY = (*BY, "--reason", "destroyed", "--decision", "〔2026〕9号")
MADE = "2026-05-04"


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(group, [str(argument) for argument in arguments])


def done(app: Flask, *arguments: object) -> str:
    result = run(app, *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def refused(app: Flask, *arguments: object) -> str:
    result = run(app, *arguments)
    assert result.exit_code in (1, 2), result.output
    assert "Traceback" not in result.output
    return result.stderr


def standing(client: FlaskClient, app: Flask, batch: CodeBatch, index: int) -> str:
    answer: str = facts(scan(client, code_of(batch, keys_of(app), index)))["standing"]
    return answer


def test_from_allocation_to_a_scan(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    certificate = a_certificate()
    save(app, certificate)
    model = certificate.scope[0].product.model
    batch = done(app, "allocate", certificate.number, model, 100_000_000, *BY).strip()
    assert len(batch) == 6
    file = tmp_path / "codes.csv"
    done(app, "export", batch, "0-99", "--output", file)
    printed = list(csv.DictReader(file.open(encoding="ascii")))
    assert [row["index"] for row in printed] == [str(index) for index in range(100)]
    assert facts(scan(client, printed[5]["code"]))["standing"] == "not_released"
    assert "100 printed" in done(app, "printed", batch, 100, *BY)
    told = done(app, "release", batch.lower(), "0-9", "--lot", "L7", "--made-on", MADE, *BY)
    assert "100,000,000 allocated, 100 printed, 10 released" in told
    answer = facts(scan(client, printed[5]["code"]))
    assert (answer["standing"], answer["lot"], answer["made_on"]) == ("valid", "L7", MADE)
    assert facts(scan(client, printed[10]["code"]))["standing"] == "not_released"
    done(app, "close", batch, *BY)
    assert "cannot print a batch that is closed" in refused(app, "printed", batch, 1, *BY)


def test_codes_are_voided_one_by_one_by_run_and_by_batch(app: Flask, client: FlaskClient) -> None:
    one, other = a_unit_batch(), a_unit_batch()
    save(app, a_release(one), a_release(other))
    done(app, "void", "code", code_of(one, keys_of(app), 3), *WHY)
    done(app, "void", "run", name_of(one.number), "10-19", *WHY)
    assert "0-999 voided" in done(app, "void", "batch", name_of(other.number), *WHY)
    found = [standing(client, app, one, index) for index in (2, 3, 4, 9, 10, 19, 20)]
    assert found == ["valid", "voided", "valid", "valid", "voided", "voided", "valid"]
    assert standing(client, app, other, 999) == "voided"


def test_everything_of_a_key_is_voided(app: Flask, client: FlaskClient) -> None:
    early = a_batch(issued_at=datetime(2026, 1, 1, tzinfo=UTC))
    late = a_batch(issued_at=datetime(2026, 2, 1, tzinfo=UTC))
    save(app, early, late)
    assert "1 batches" in done(app, "void", "key", 0, "2026-02-01", *WHY)
    assert [standing(client, app, batch, 0) for batch in (early, late)] == ["voided", "valid"]


def test_what_cannot_be_is_refused_in_words(app: Flask) -> None:
    batch = a_unit_batch(printed=10)
    save(app, batch)
    name = name_of(batch.number)
    lot = ("--lot", "L", "--made-on", MADE, *BY)
    later = datetime.now(UTC) + timedelta(days=3)
    assert "only the first 10" in refused(app, "release", name, "0-10", *lot)
    assert "no run of codes" in refused(app, "release", name, "9-", *lot)
    assert "not to come" in refused(app, "release", name, "0-5", "--on", later.date(), *lot)
    assert "there is no batch 000000" in refused(app, "close", "000000", *BY)
    assert "six symbols" in refused(app, "close", "12345", *BY)
    assert "is no day" in refused(app, "void", "key", 0, "yesterday", *WHY)
    assert "one of destroyed" in refused(app, "void", "batch", name, *BY, "--reason", "granted")
    assert "is no code" in refused(app, "void", "code", "ABC", *WHY)
    foreign = keys_of(app).mint(0, 4711, 0)
    assert "there is no batch" in refused(app, "void", "code", foreign, *WHY)
    assert "no run of the indices" in refused(app, "export", name, "0-1000")


def test_a_code_under_another_key_than_its_batch_s_voids_nothing(app: Flask) -> None:
    batch = a_unit_batch(key_id=5)
    save(app, batch)
    foreign = keys_of(app).mint(0, batch.number, 0)
    assert "was not issued here" in refused(app, "void", "code", foreign, *WHY)
    assert "holds no key 5" in refused(app, "export", name_of(batch.number))


def test_show_tells_what_became_of_a_batch(app: Flask) -> None:
    batch = a_unit_batch(released=10)
    save(app, a_release(batch, first_index=5, last_index=14, lot="L 7"))
    name = name_of(batch.number)
    done(app, "void", "run", name, "10-19", *WHY)
    done(app, "void", "run", name, "15-24", *WHY)
    shown = done(app, "show", name)
    for words in ("1,000", "5-14", "L 7", "void: destroyed", "void: 15 codes"):
        assert words in shown
    assert name in done(app, "show")


def test_an_export_streams_every_code_to_standard_output(app: Flask) -> None:
    batch = a_unit_batch(size=CHUNK + 3, printed=0)
    save(app, batch)
    result = run(app, "export", name_of(batch.number))
    assert result.exit_code == 0
    rows = list(csv.reader(io.StringIO(result.stdout_bytes.decode("ascii"), newline="")))
    host = app.extensions["registry.settings"].public_url
    assert rows[0] == ["index", "code", "address"]
    assert len(rows) == CHUNK + 4
    last = code_of(batch, keys_of(app), CHUNK + 2)
    assert rows[-1] == [str(CHUNK + 2), last, address_of(host, last)]


def test_a_file_that_cannot_be_written_leaves_nothing(app: Flask, tmp_path: Path) -> None:
    batch = a_unit_batch()
    save(app, batch)
    name = name_of(batch.number)
    told = refused(app, "export", name, "--output", tmp_path / "no" / "codes.csv")
    assert "No such file" in told
    (tmp_path / "codes.csv.part").symlink_to("/dev/full")
    told = refused(app, "export", name, "--output", tmp_path / "codes.csv")
    assert "No space left" in told
    assert list(tmp_path.glob("codes*")) == []
