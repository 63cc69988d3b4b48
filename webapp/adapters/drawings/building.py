"""What a house is built and fitted with: tiles, profiles, windows, paint, sanitary ware."""

from math import cos, pi, sin

from webapp.adapters.drawings.canvas import INK, STEEL, WHITE, Canvas, Look, shade

TONES = ("#dfe0dc", "#cfcac0", "#e8e1d3", "#b9c2c4", "#d8c8b4")


def tile_marble(c: Canvas, look: Look) -> None:
    """Two polished tiles with veins."""
    tone = look.tone("#e9e8e4", "#d7d9d8", "#4a4d50", "#efe9df")
    vein = shade(tone, 1.4 if tone < "#8" else 0.86)
    for x, y in ((116, 92), (304, 144)):
        c.rect(x + 8, y + 10, 220, 220, shade(c.background, 0.85), 4)
        c.rect(x, y, 220, 220, tone, 4)
        for _ in range(4):
            _vein(c, look, x, y, vein)
        c.poly([(x + 4, y + 90), (x + 90, y + 4), (x + 120, y + 4), (x + 4, y + 120)],
               shade(tone, 1.35))  # fmt: skip


def _vein(c: Canvas, look: Look, x: float, y: float, colour: str) -> None:
    across = look.dice.uniform(20, 190)
    points = [(x + across, y + 6)]
    for step in range(1, 7):
        across = min(212, max(8, across + look.dice.uniform(-34, 34)))
        points.append((x + across, y + 6 + step * 34.5))
    c.line(points, colour, look.dice.choice((1.2, 2, 3)))


def tile_wood(c: Canvas, look: Look) -> None:
    """Planks laid in a running bond."""
    for row in range(6):
        for column in range(-1, 3):
            x, y = 130 + column * 200 + row % 3 * 66, 84 + row * 50
            left, right = max(x, 110), min(x + 196, 530)
            if right - left > 8:
                _plank(c, look, left, y, right - left)


def _plank(c: Canvas, look: Look, x: float, y: float, width: float) -> None:
    tone = shade(look.wood, look.dice.uniform(0.9, 1.18))
    c.rect(x, y, width, 46, tone, 2)
    for _ in range(3):
        grain = y + look.dice.uniform(6, 40)
        end = x + width - look.dice.uniform(4, width / 2)
        c.line([(x + 6, grain), (end, grain)], shade(tone, 0.9), 1.2)


def tile_terrazzo(c: Canvas, look: Look) -> None:
    """A slab with coloured chips."""
    c.rect(158, 80, 320, 320, shade(c.background, 0.85), 6)
    c.rect(150, 70, 320, 320, "#f1eee7", 6)
    for place in range(144):
        x = 164 + place % 12 * 25.5 + look.dice.uniform(0, 16)
        y = 84 + place // 12 * 25.5 + look.dice.uniform(0, 16)
        size, turn = look.dice.uniform(4, 12), look.dice.uniform(0, pi)
        colour = look.dice.choice((look.main, look.accent, look.wood, "#8c8f8c"))
        corners = [(x + size * look.dice.uniform(0.6, 1) * cos(turn + k * 2 * pi / 5),
                    y + size * look.dice.uniform(0.6, 1) * sin(turn + k * 2 * pi / 5))
                   for k in range(5)]  # fmt: skip
        c.poly(corners, colour)


def tile_mosaic(c: Canvas, look: Look) -> None:
    """A sheet of small squares in neighbouring tones."""
    c.rect(160, 80, 320, 320, "#f6f4ee", 4)
    for row in range(9):
        for column in range(9):
            tone = shade(look.main, look.dice.uniform(0.85, 1.6))
            if look.dice.random() < 0.12:
                tone = look.accent
            c.rect(166 + column * 35, 86 + row * 35, 30, 30, tone, 4)


def tile_plain(c: Canvas, look: Look) -> None:
    """A floor of square tiles and one leaning tile."""
    tone = look.tone(*TONES)
    for row in range(3):
        for column in range(4):
            c.rect(
                110 + column * 106, 250 + row * 54, 102, 50, shade(tone, 0.95 + 0.05 * (row % 2))
            )
    c.poly([(226, 84), (414, 84), (424, 300), (216, 300)], shade(tone, 0.8))
    c.poly([(230, 80), (410, 80), (420, 292), (220, 292)], shade(tone, 1.3))
    c.poly([(236, 200), (330, 86), (372, 86), (234, 252)], shade(tone, 1.6))


def tile_hexagon(c: Canvas, look: Look) -> None:
    """A honeycomb with a few flowers."""
    for row in range(5):
        for column in range(5):
            x, y = 148 + column * 82 + row % 2 * 41, 96 + row * 71
            fancy = look.dice.random() < 0.3
            tone = look.main if fancy else shade(look.main, look.dice.choice((1.6, 1.75)))
            c.poly(_hexagon(x, y, 45), tone)
            if fancy:
                _flower(c, x, y, look.accent)


def _hexagon(x: float, y: float, size: float) -> list[tuple[float, float]]:
    return [(x + size * sin(k * pi / 3), y + size * cos(k * pi / 3)) for k in range(6)]


def _flower(c: Canvas, x: float, y: float, colour: str) -> None:
    for k in range(6):
        c.ellipse(x + 16 * cos(k * pi / 3), y + 16 * sin(k * pi / 3), 10, 10, colour)
    c.ellipse(x, y, 8, 8, WHITE)


def tile_brick(c: Canvas, look: Look) -> None:
    """Facade tiles in a bond."""
    base = look.tone("#a85f45", "#8d8f8b", "#b98662", "#6f6a66")
    c.rect(120, 76, 400, 320, "#d9d3c8", 4)
    for row in range(9):
        for column in range(-1, 5):
            x = 124 + column * 98 + row % 2 * 49
            left, right = max(x, 124), min(x + 93, 516)
            if right > left:
                tone = shade(base, look.dice.uniform(0.88, 1.15))
                c.rect(left, 80 + row * 35, right - left, 30, tone, 2)


def profile(c: Canvas, look: Look) -> None:
    """Three extruded bars, one upon two, their hollow ends towards us."""
    tone = look.tone("#c3cacd", "#8b8f93", "#c7b294", "#7d93a6")
    c.shadow(330, 398, 220)
    for x, y in ((150, 270), (280, 270), (215, 140)):
        c.poly([(x, y), (x + 100, y - 70), (x + 226, y - 70), (x + 126, y)], shade(tone, 1.3))
        c.poly([(x + 126, y), (x + 226, y - 70), (x + 226, y + 56), (x + 126, y + 126)],
               shade(tone, 0.75))  # fmt: skip
        c.rect(x, y, 126, 126, tone, 3)
        for column in range(2):
            for row in range(2):
                c.rect(x + 11 + column * 55, y + 11 + row * 55, 49, 49, shade(tone, 0.4), 4)
        c.rect(x + 46, y - 2, 34, 12, shade(tone, 0.5), 2)


def window(c: Canvas, look: Look) -> None:
    """A casement with sky in its panes, one wing ajar."""
    frame = look.tone("#5b6468", "#8a6a4d", "#f4f3ee", look.main)
    c.rect(156, 66, 330, 310, shade(frame, 0.8), 4)
    for x in (172, 328):
        c.rect(x, 82, 142, 278, "#bfdde8")
        c.ellipse(x + 50, 180, 34, 14, WHITE)
        c.ellipse(x + 80, 190, 30, 12, WHITE)
        c.poly([(x, 360), (x, 300), (x + 60, 262), (x + 142, 316), (x + 142, 360)], "#8fb58a")
    c.poly([(328, 82), (470, 82), (446, 342), (352, 342)], shade("#bfdde8", 1.3))
    for side in ([(328, 82), (352, 110), (352, 342), (328, 360)],
                 [(446, 110), (470, 82), (470, 360), (446, 342)],
                 [(328, 82), (470, 82), (446, 110), (352, 110)],
                 [(352, 330), (446, 330), (470, 360), (328, 360)]):  # fmt: skip
        c.poly(side, frame)
    c.rect(356, 212, 8, 36, INK, 3)
    c.rect(140, 376, 362, 16, shade(frame, 1.1), 4)


def door(c: Canvas, look: Look) -> None:
    """An entrance door with a pane and a handle."""
    c.rect(212, 54, 216, 350, shade(look.wood, 0.6), 4)
    c.rect(224, 66, 192, 338, look.wood, 2)
    for y, height in ((86, 120), (286, 96)):
        c.rect(244, y, 152, height, shade(look.wood, 0.86), 4)
    c.rect(256, 98, 128, 96, "#cfe3e6", 3)
    c.line([(262, 184), (330, 104)], WHITE, 5)
    c.rect(384, 226, 12, 46, STEEL, 6)
    c.rect(362, 240, 30, 9, STEEL, 4)
    c.rect(186, 404, 268, 12, shade(c.background, 0.78), 4)


def paint(c: Canvas, look: Look) -> None:
    """A bucket and a roller that has painted a stripe on the wall."""
    c.rect(104, 60, 128, 214, look.main, 10)
    c.rect(96, 262, 144, 44, shade(look.main, 1.25), 12)
    c.line([(240, 284), (272, 284), (272, 336), (168, 336), (168, 352)], STEEL, 8)
    c.rect(157, 346, 22, 80, INK, 9)
    c.shadow(430, 402, 110)
    c.arc(430, 250, 86, 120, 180, 360, STEEL, 5)
    c.poly([(340, 250), (520, 250), (506, 400), (354, 400)], WHITE)
    c.poly([(346, 306), (514, 306), (508, 372), (352, 372)], look.main)
    c.ellipse(430, 250, 90, 18, shade(WHITE, 0.88))
    c.ellipse(430, 252, 78, 13, look.main)
    c.ellipse(430, 340, 22, 22, look.accent)


def toilet(c: Canvas, look: Look) -> None:
    """A one-piece toilet seen from the side."""
    china = look.tone(WHITE, "#f3efe6", "#eef2f2")
    dark = shade(china, 0.86)
    c.shadow(330, 406, 170)
    c.rect(404, 130, 96, 180, china, 18)
    c.rect(396, 118, 112, 26, dark, 12)
    c.ellipse(452, 116, 20, 7, STEEL)
    c.poly([(262, 320), (500, 280), (492, 402), (290, 402)], china)
    c.pie(310, 258, 138, 112, 0, 180, china)
    c.rect(274, 390, 230, 16, dark, 8)
    c.ellipse(310, 258, 142, 22, dark)
    c.ellipse(310, 251, 142, 22, china)
    c.ellipse(310, 251, 100, 12, shade(china, 0.78))
    c.line([(440, 330), (430, 384)], dark, 4)


def basin(c: Canvas, look: Look) -> None:
    """A counter-top basin with a tap and a plant."""
    c.rect(120, 300, 400, 30, look.wood, 4)
    c.rect(140, 330, 360, 76, shade(look.wood, 0.85), 4)
    c.line([(320, 345), (320, 392)], shade(look.wood, 0.6), 3)
    c.pie(300, 232, 130, 136, 0, 180, WHITE)
    c.rect(230, 292, 140, 10, WHITE, 4)
    c.ellipse(300, 232, 130, 22, shade(WHITE, 0.9))
    c.ellipse(300, 234, 112, 15, "#cfe3e8")
    c.line([(300, 220), (300, 150), (340, 150), (340, 176)], STEEL, 14)
    c.rect(452, 246, 40, 54, look.main, 6)
    for x, y in ((440, 200), (472, 184), (500, 206), (462, 220), (484, 220)):
        c.line([(472, 250), (x, y)], "#5d8a5a", 7)


def tap(c: Canvas, look: Look) -> None:
    """A lever tap with a drop."""
    metal = look.tone(STEEL, "#c7a867", "#55595c")
    c.rect(180, 380, 300, 22, shade(c.background, 0.82), 6)
    c.rect(246, 366, 90, 18, shade(metal, 0.8), 6)
    c.rect(262, 150, 58, 220, metal, 16)
    c.rect(270, 160, 12, 200, shade(metal, 1.5), 6)
    c.line([(290, 220), (420, 196), (436, 244)], metal, 30)
    c.line([(300, 214), (414, 192)], shade(metal, 1.5), 6)
    c.line([(290, 144), (386, 104)], shade(metal, 0.85), 18)
    c.ellipse(290, 148, 30, 16, shade(metal, 0.9))
    c.ellipse(437, 316, 12, 14, "#6fb4d4")
    c.poly([(426, 312), (448, 312), (437, 284)], "#6fb4d4")


def shower(c: Canvas, look: Look) -> None:
    """A shower head on its rail before a tiled wall, water falling."""
    metal = look.tone(STEEL, "#c7a867", "#55595c")
    for place in range(48):
        c.rect(place % 8 * 82 - 6, place // 8 * 82 - 6, 78, 78, shade(c.background, 1.35), 3)
    c.rect(180, 70, 14, 330, metal, 7)
    c.line([(187, 96), (360, 80), (372, 130)], metal, 14)
    c.poly([(346, 128), (398, 128), (452, 176), (292, 176)], metal)
    c.rect(288, 174, 168, 14, shade(metal, 0.75), 7)
    for column in range(9):
        for row in range(6):
            x = 300 + column * 18
            y = 204 + row * 34 + look.dice.uniform(0, 10)
            c.line([(x, y), (x, y + 14)], "#7fbad6", 3)
    c.rect(166, 260, 42, 60, shade(metal, 0.85), 10)
    c.ellipse(187, 290, 12, 12, look.accent)


def sink(c: Canvas, look: Look) -> None:
    """A kitchen sink seen from above, with its tap."""
    c.rect(100, 84, 440, 310, shade(look.wood, 1.3), 8)
    c.rect(130, 130, 380, 236, STEEL, 14)
    for x, width in ((150, 200), (366, 124)):
        c.rect(x, 150, width, 196, shade(STEEL, 0.72), 12)
        c.rect(x + 10, 160, width - 20, 176, shade(STEEL, 0.86), 8)
        c.ellipse(x + width / 2, 248, 17, 17, shade(STEEL, 0.5))
        c.ellipse(x + width / 2, 248, 10, 10, shade(STEEL, 0.8))
    c.ellipse(330, 118, 26, 20, shade(STEEL, 1.3))
    c.line([(330, 118), (300, 200)], shade(STEEL, 1.4), 18)
    c.ellipse(300, 204, 9, 9, shade(STEEL, 0.5))
    c.ellipse(462, 118, 10, 10, look.main)
