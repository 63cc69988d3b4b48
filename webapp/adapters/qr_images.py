"""QR symbols as PNG and SVG, for the address of one mark code."""

import io

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.image.svg import SvgPathFillImage

QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks
PIXELS_PER_MODULE = 12


def symbol_of(address: str) -> qrcode.QRCode:
    """Encode an address; level Q wherever it keeps the version that level M needs."""
    at_m = _fitted(address, ERROR_CORRECT_M, None)
    try:
        return _fitted(address, ERROR_CORRECT_Q, at_m.version)
    except (DataOverflowError, ValueError):
        return at_m


def png_of(address: str) -> bytes:
    """The symbol as a PNG, 12 pixels a module."""
    stream = io.BytesIO()
    symbol_of(address).make_image().save(stream, format="PNG", optimize=True)
    return stream.getvalue()


def label_png_of(address: str, groups: list[str]) -> bytes:
    """A label to look at: the symbol and, below it, the code in groups as people type it."""
    symbol = symbol_of(address).make_image().get_image().convert("L")
    font = ImageFont.load_default(size=30)
    label = Image.new("L", (symbol.width, symbol.height + 100), 255)
    label.paste(symbol, (0, 0))
    draw = ImageDraw.Draw(label)
    for line, part in enumerate((" ".join(groups[:3]), " ".join(groups[3:]))):
        place = (symbol.width // 2, symbol.height - 30 + 44 * line)
        draw.text(place, part, fill=0, font=font, anchor="ma")
    stream = io.BytesIO()
    label.save(stream, format="PNG", optimize=True)
    return stream.getvalue()


def svg_of(address: str) -> bytes:
    """The symbol as an SVG of one path."""
    stream = io.BytesIO()
    symbol_of(address).make_image(image_factory=SvgPathFillImage).save(stream)
    return stream.getvalue()


def _fitted(address: str, level: int, version: int | None) -> qrcode.QRCode:
    code = qrcode.QRCode(
        version=version,
        error_correction=level,
        box_size=PIXELS_PER_MODULE,
        border=QUIET_ZONE,
    )
    code.add_data(address)
    code.make(fit=version is None)
    return code
