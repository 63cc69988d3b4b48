"""The image of a mark, read back by a decoder that shares nothing with our encoder."""

import io

import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.databases import on_sqlite
from tests.factories.certificates import a_certificate
from tests.factories.code_batches import a_batch
from tests.factories.saving import save
from tests.views.scanning import facts, printed, scan

HERE = "HTTPS://REGISTRY.EXAMPLE/V/"


@on_sqlite
def test_the_printed_symbol_leads_to_the_standing_of_the_mark(
    app: Flask, client: FlaskClient
) -> None:
    batch = a_batch(a_certificate())
    code = printed(app, batch)
    folder = f"/certificates/{batch.scope_item.certificate.number_key}/marks"
    image = client.get(f"{folder}/{batch.scope_item.product_id}.png")
    assert image.mimetype == "image/png"
    found = zxingcpp.read_barcode(Image.open(io.BytesIO(image.data)))
    assert found is not None
    assert found.text == HERE + code
    assert found.extra["Version"] == "3"
    path = found.text.removeprefix("HTTPS://REGISTRY.EXAMPLE")
    answer = client.get(path, headers={"Accept": "application/json"})
    changing = {"checked_at": "", "scans": None}
    assert facts(answer) | changing == facts(scan(client, code)) | changing
    drawing = client.get(f"{folder}/{batch.scope_item.product_id}.svg")
    assert drawing.mimetype == "image/svg+xml"
    assert drawing.data.startswith(b"<?xml")


def test_other_images_are_not_found(app: Flask, client: FlaskClient) -> None:
    certificate = a_certificate()
    save(app, certificate)
    product = certificate.scope[0].product_id
    for path in (f"{product}.png", f"{product}.gif", "4711.png", "99999999999999999999.png"):
        answer = client.get(f"/certificates/{certificate.number_key}/marks/{path}")
        assert answer.status_code == 404, path
