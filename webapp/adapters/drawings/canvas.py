"""A small flat-style drawing board over Pillow: 640 × 480 units, drawn twice as large and reduced.

Colours are `#rrggbb`.  The same key always gives the same look.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 640, 480
FLOOR = 400
SCALE = 2

Point = tuple[float, float]

BACKGROUNDS = (
    "#f3ebdd",
    "#e4eef0",
    "#e9efe2",
    "#f4e6e0",
    "#e8e9f3",
    "#f2eed8",
    "#e2eeea",
    "#efe6ec",
)
MAINS = ("#3f7c85", "#c8643c", "#5d7f52", "#40608f", "#b04a4a", "#c99a3a", "#6a5a8c", "#2f8f83")
ACCENTS = ("#f2b84b", "#e8825a", "#8fc1a9", "#7fb2d6", "#f0d9a8", "#d98ca0", "#a7c957", "#f4f1ea")
WOODS = ("#b98a5a", "#a4703f", "#d2a873", "#8a5a3a", "#c39b6d")
INK = "#33403f"
STEEL = "#b9c3c6"
WHITE = "#fbfaf6"


@dataclass(frozen=True, slots=True)
class Look:
    """The colours and the dice of one picture; `wanted` is the colour asked for, if any."""

    background: str
    main: str
    accent: str
    wood: str
    wanted: str
    dice: Random

    def tone(self, *choices: str) -> str:
        """The colour asked for, else one of the choices."""
        return self.wanted or self.dice.choice(choices)


def look_of(key: str, wanted: str = "") -> Look:
    """The look that belongs to `key`, the same on every machine; `wanted` replaces its colour."""
    dice = Random(int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]))
    return Look(
        background=dice.choice(BACKGROUNDS),
        main=wanted or dice.choice(MAINS),
        accent=dice.choice(ACCENTS),
        wood=wanted or dice.choice(WOODS),
        wanted=wanted,
        dice=dice,
    )


def shade(colour: str, factor: float) -> str:
    """Darker below 1, lighter above (2 is white)."""
    channels = ImageColor.getrgb(colour)[:3]
    if factor <= 1:
        mixed = [round(c * factor) for c in channels]
    else:
        mixed = [round(c + (255 - c) * min(factor - 1, 1)) for c in channels]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


class Canvas:
    """Shapes in units of the finished picture; x to the right, y downwards."""

    def __init__(self, background: str) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self._draw = ImageDraw.Draw(self._image)
        self.background = background

    def rect(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        """A box with its upper left corner at x, y."""
        box = _scaled((x, y, x + w, y + h))
        self._draw.rounded_rectangle(box, radius=radius * SCALE, fill=fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """An ellipse around x, y."""
        self._draw.ellipse(_scaled((x - rx, y - ry, x + rx, y + ry)), fill=fill)

    def pie(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: str
    ) -> None:
        """A sector of an ellipse; degrees clockwise from three o'clock."""
        box = _scaled((x - rx, y - ry, x + rx, y + ry))
        self._draw.pieslice(box, start, end, fill=fill)

    def poly(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float = 3) -> None:
        """A line with round joints and ends."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(path, fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, width / 2, fill)

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: str,
        width: float = 3,
    ) -> None:  # fmt: skip
        """A part of an ellipse's outline; degrees clockwise from three o'clock."""
        box = _scaled((x - rx, y - ry, x + rx, y + ry))
        self._draw.arc(box, start, end, fill=fill, width=round(width * SCALE))

    def room(self) -> None:
        """A wall and a floor to stand things on."""
        self.rect(0, FLOOR - 30, WIDTH, HEIGHT - FLOOR + 30, shade(self.background, 0.94))

    def shadow(self, x: float, y: float, rx: float) -> None:
        """The soft shadow below a thing."""
        self.ellipse(x, y, rx, rx * 0.1 + 4, shade(self.background, 0.84))

    def sample_mark(self) -> None:
        """The discreet word that says what the picture is."""
        font = ImageFont.load_default(15 * SCALE)
        self.rect(548, 446, 80, 24, shade(self.background, 0.8), 12)
        centre = (588 * SCALE, 458 * SCALE)
        self._draw.text(centre, "SAMPLE", font=font, fill=shade(self.background, 1.6), anchor="mm")

    def finished(self) -> Image.Image:
        """The picture, reduced to 640 × 480 pixels."""
        return self._image.reduce(SCALE)


def _scaled(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE
