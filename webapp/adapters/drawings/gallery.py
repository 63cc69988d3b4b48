"""Which kind of product is drawn how."""

from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType

from PIL import Image

from webapp.adapters.drawings import building, goods, home, kitchen
from webapp.adapters.drawings.canvas import Canvas, Look, look_of

Drawing = Callable[[Canvas, Look], None]

# On the wall or filling the picture: no floor below them.
WITHOUT_FLOOR = frozenset({
    "tile-marble", "tile-wood", "tile-terrazzo", "tile-mosaic", "tile-hexagon", "tile-brick",
    "window", "shower", "sink", "panel-light", "bulb", "downlight", "tshirt", "babywear", "dress",
    "towel", "sock", "water-heater", "air-conditioner", "hood",
})  # fmt: skip


def _drawings(*rooms: ModuleType) -> Mapping[str, Drawing]:
    """Every public function of a room draws the kind of its name (`tile_wood`: `tile-wood`)."""
    return MappingProxyType({
        name.replace("_", "-"): drawing
        for room in rooms
        for name, drawing in vars(room).items()
        if callable(drawing) and getattr(drawing, "__module__", "") == room.__name__
        and not name.startswith("_")
    })  # fmt: skip


DRAWINGS = _drawings(building, home, kitchen, goods)


def draw(kind: str, key: str, colour: str = "") -> Image.Image:
    """Draw a product of `kind`: 640 × 480 pixels, the same every time for the same `key`.

    `colour` (`#rrggbb`) is used where the product's name promises one.

    Raises KeyError for a kind that nobody has drawn.
    """
    drawing = DRAWINGS[kind]
    look = look_of(key, colour)
    canvas = Canvas(look.background)
    if kind not in WITHOUT_FLOOR:
        canvas.room()
    drawing(canvas, look)
    canvas.sample_mark()
    return canvas.finished()
