"""Appliances and cookware."""

from math import cos, pi, sin

from webapp.adapters.drawings.canvas import INK, STEEL, WHITE, Canvas, Look, shade

FLAME = "#4a90d9"
GLASS = "#2b3236"


def rice_cooker(c: Canvas, look: Look) -> None:
    """A rice cooker, steam rising."""
    c.shadow(320, 404, 170)
    c.rect(180, 170, 280, 232, look.main, 60)
    c.rect(180, 170, 280, 80, shade(look.main, 1.25), 50)
    c.rect(176, 236, 288, 12, STEEL, 6)
    c.rect(262, 142, 116, 34, shade(look.main, 0.8), 16)
    c.rect(262, 274, 116, 96, GLASS, 16)
    c.rect(278, 286, 84, 34, "#9fd3c0", 6)
    for x in (292, 320, 348):
        c.ellipse(x, 346, 9, 9, look.accent)
    _steam(c, 320, 128)


def _steam(c: Canvas, x: float, y: float) -> None:
    tone = shade(c.background, 0.88)
    for dx in (-30, 0, 30):
        points = [(x + dx + 7 * sin(k * pi / 3), y - k * 9.0) for k in range(7)]
        c.line(points, tone, 5)


def kettle(c: Canvas, look: Look) -> None:
    """An electric kettle on its base."""
    c.shadow(320, 406, 150)
    c.rect(196, 384, 236, 20, INK, 8)
    c.arc(420, 260, 66, 84, 270, 90, INK, 20)
    c.poly([(226, 150), (414, 150), (434, 384), (206, 384)], look.main)
    c.poly([(226, 152), (180, 176), (222, 214)], look.main)
    c.poly([(240, 160), (266, 160), (252, 374), (228, 374)], shade(look.main, 1.3))
    c.rect(222, 134, 196, 20, shade(look.main, 0.75), 8)
    c.ellipse(320, 130, 18, 10, INK)
    c.rect(352, 220, 30, 120, "#cfe6ee", 12)
    c.rect(352, 280, 30, 60, "#7fbad6", 12)


def air_fryer(c: Canvas, look: Look) -> None:
    """An air fryer with a window."""
    c.shadow(320, 404, 150)
    c.rect(200, 110, 240, 292, look.main, 64)
    c.rect(222, 132, 196, 76, GLASS, 34)
    c.ellipse(280, 170, 16, 16, look.accent)
    c.line([(320, 160), (386, 160)], "#9fd3c0", 6)
    c.line([(320, 180), (366, 180)], "#9fd3c0", 6)
    c.rect(200, 230, 240, 8, shade(look.main, 0.75))
    c.rect(236, 254, 168, 92, shade(GLASS, 1.15), 22)
    for x, y in ((270, 320), (300, 308), (334, 322), (366, 312)):
        c.ellipse(x, y, 22, 14, "#d9a441")
    c.rect(272, 336, 96, 56, INK, 18)


def induction(c: Canvas, look: Look) -> None:
    """A glass hob with a pot on it."""
    c.shadow(320, 402, 230)
    c.poly([(150, 320), (490, 320), (560, 390), (80, 390)], GLASS)
    c.rect(80, 388, 480, 14, shade(GLASS, 1.3), 6)
    c.ellipse(420, 346, 70, 14, shade(GLASS, 1.25))
    c.ellipse(420, 346, 56, 10, "#d9664a")
    c.rect(170, 230, 150, 110, STEEL, 14)
    c.rect(180, 236, 14, 96, shade(STEEL, 1.5), 6)
    c.rect(160, 218, 170, 18, shade(STEEL, 0.85), 8)
    c.ellipse(245, 210, 16, 12, INK)
    c.line([(330, 260), (372, 252)], INK, 12)
    for x in range(4):
        c.ellipse(250 + x * 46, 378, 7, 4, look.accent)
    _steam(c, 245, 194)


def microwave(c: Canvas, look: Look) -> None:
    """A microwave oven."""
    c.shadow(320, 396, 230)
    c.rect(110, 150, 420, 236, look.main, 18)
    c.rect(132, 172, 284, 192, GLASS, 12)
    c.ellipse(274, 330, 100, 12, shade(GLASS, 1.3))
    c.pie(274, 300, 56, 40, 0, 180, look.accent)
    c.line([(152, 230), (210, 184)], shade(GLASS, 1.35), 8)
    c.rect(434, 176, 78, 34, "#9fd3c0", 6)
    for row in range(3):
        for column in range(3):
            c.ellipse(450 + column * 24, 238 + row * 24, 8, 8, shade(look.main, 1.5))
    c.rect(440, 320, 66, 36, shade(look.main, 0.75), 10)
    for x in (140, 470):
        c.rect(x, 386, 30, 10, INK, 3)


def blender(c: Canvas, look: Look) -> None:
    """A blender with fruit in it."""
    c.shadow(320, 404, 110)
    c.poly([(236, 96), (404, 96), (380, 290), (260, 290)], "#d6e8ea")
    c.poly([(247, 180), (393, 180), (380, 290), (260, 290)], look.accent)
    for x, y, tone in ((286, 200, "#d95f5f"), (334, 230, "#f2c14e"), (360, 196, "#7fae5a")):
        c.ellipse(x, y, 20, 20, tone)
    c.rect(228, 74, 184, 26, INK, 10)
    c.arc(410, 180, 44, 60, 270, 90, INK, 14)
    c.poly([(246, 290), (394, 290), (418, 402), (222, 402)], look.main)
    c.ellipse(320, 350, 26, 26, shade(look.main, 1.4))
    c.line([(320, 350), (334, 336)], INK, 5)
    c.line([(262, 110), (274, 270)], WHITE, 6)


def toaster(c: Canvas, look: Look) -> None:
    """A toaster with two slices."""
    c.shadow(320, 402, 180)
    for x in (220, 324):
        c.rect(x, 130, 96, 120, "#b97b3d", 26)
        c.rect(x + 9, 140, 78, 110, "#e9c48d", 20)
    c.rect(150, 216, 340, 182, look.main, 46)
    c.rect(176, 222, 288, 16, shade(look.main, 0.6), 8)
    c.rect(170, 262, 300, 18, shade(look.main, 1.3), 9)
    c.rect(482, 280, 22, 50, INK, 8)
    c.ellipse(420, 340, 24, 24, STEEL)
    c.line([(420, 340), (430, 324)], INK, 5)


def gas_stove(c: Canvas, look: Look) -> None:
    """A two-burner hob with flames."""
    c.shadow(320, 404, 240)
    c.poly([(140, 240), (500, 240), (570, 362), (70, 362)], GLASS)
    c.rect(70, 360, 500, 38, shade(GLASS, 1.25), 8)
    for x in (212, 428):
        c.ellipse(x, 300, 84, 32, shade(GLASS, 1.35))
        c.ellipse(x, 296, 54, 19, INK)
        for k in range(12):
            fx, fy = x + 48 * cos(k * pi / 6), 290 + 17 * sin(k * pi / 6)
            c.poly([(fx - 7, fy), (fx + 7, fy), (fx, fy - 26)], FLAME)
            c.poly([(fx - 3, fy), (fx + 3, fy), (fx, fy - 13)], "#bfe0ff")
        c.ellipse(x, 292, 24, 9, look.accent)
        for turn in range(4):
            dx, dy = 88 * cos(turn * pi / 2 + pi / 4), 34 * sin(turn * pi / 2 + pi / 4)
            c.line([(x + dx * 0.6, 284 + dy * 0.6), (x + dx, 284 + dy)], STEEL, 7)
        c.ellipse(x, 380, 16, 12, STEEL)
        c.line([(x, 380), (x, 372)], INK, 4)


def hood(c: Canvas, look: Look) -> None:
    """A range hood over a pan."""
    c.rect(266, 0, 108, 130, shade(STEEL, 0.9))
    c.poly([(266, 128), (374, 128), (520, 214), (120, 214)], STEEL)
    c.poly([(280, 134), (306, 134), (210, 206), (160, 206)], shade(STEEL, 1.4))
    c.rect(112, 212, 416, 44, GLASS, 8)
    for x in range(5):
        c.ellipse(270 + x * 25, 234, 6, 6, look.accent)
    for x in (190, 450):
        c.poly([(x - 14, 256), (x + 14, 256), (x + 44, 330), (x - 44, 330)], shade("#ffe9a8", 1.35))
    c.pie(320, 356, 92, 50, 0, 180, INK)
    c.line([(410, 362), (500, 346)], look.wood, 14)
    c.rect(110, 404, 420, 12, shade(c.background, 0.78), 5)
    _steam(c, 320, 340)


def water_heater(c: Canvas, look: Look) -> None:
    """A wall-hung water heater with its pipes."""
    for x, tone in ((258, "#c8643c"), (320, STEEL), (382, "#5a92b8")):
        c.line([(x, 340), (x, 440)], tone, 12)
    c.rect(214, 62, 212, 292, look.main, 24)
    c.rect(230, 78, 22, 260, shade(look.main, 1.3), 10)
    c.rect(256, 190, 128, 66, GLASS, 12)
    c.line([(280, 206), (280, 240)], "#9fd3c0", 6)
    c.line([(300, 206), (300, 222), (316, 222), (316, 240)], "#9fd3c0", 6)
    c.arc(346, 214, 8, 8, 0, 360, "#9fd3c0", 4)
    c.ellipse(320, 300, 18, 18, look.accent)
    for x in range(5):
        c.line([(276 + x * 22, 92), (276 + x * 22, 116)], shade(look.main, 0.75), 6)


def fan(c: Canvas, look: Look) -> None:
    """A standing fan."""
    c.shadow(320, 420, 110)
    c.rect(310, 280, 20, 124, INK, 8)
    c.ellipse(320, 408, 92, 16, look.main)
    c.ellipse(320, 180, 136, 136, shade(look.main, 0.9))
    c.ellipse(320, 180, 126, 126, shade(c.background, 1.3))
    blades = look.dice.choice((5, 7))
    for k in range(blades):
        turn = 360 / blades * k
        c.pie(320, 180, 108, 108, turn, turn + 190 / blades, shade(look.accent, 0.95))
    for k in range(24):
        turn = k * pi / 12
        c.line([(320 + 34 * cos(turn), 180 + 34 * sin(turn)),
                (320 + 128 * cos(turn), 180 + 128 * sin(turn))],
               shade(look.main, 1.35), 1.4)  # fmt: skip
    c.ellipse(320, 180, 32, 32, look.main)
    c.ellipse(320, 180, 12, 12, WHITE)


def purifier(c: Canvas, look: Look) -> None:
    """An air purifier with a leaf."""
    c.shadow(320, 406, 120)
    c.rect(228, 90, 184, 314, WHITE, 34)
    c.rect(228, 90, 184, 40, shade(look.main, 1.1), 20)
    for row in range(6):
        for column in range(7):
            c.ellipse(254 + column * 22, 296 + row * 17, 5, 5, shade(WHITE, 0.8))
    c.ellipse(320, 208, 44, 44, look.main)
    c.ellipse(320, 208, 34, 34, shade(look.main, 1.4))
    c.poly([(300, 222), (312, 192), (344, 188), (338, 220), (314, 232)], "#5d8a5a")
    c.line([(300, 232), (334, 196)], WHITE, 3)
    for y, left in ((150, 470), (180, 486), (210, 470)):
        c.line([(left, y), (left + 60, y - 8)], shade(c.background, 0.86), 6)


def air_conditioner(c: Canvas, look: Look) -> None:
    """A wall unit blowing."""
    c.rect(110, 100, 420, 130, shade(c.background, 0.86), 26)
    c.rect(104, 92, 420, 130, WHITE, 26)
    c.rect(104, 92, 420, 30, shade(WHITE, 0.95), 15)
    c.rect(130, 188, 368, 16, shade(look.main, 0.9), 8)
    c.rect(436, 140, 58, 26, "#9fd3c0", 6)
    for k in range(5):
        x = 170 + k * 72
        points = [(x + 16 * sin(s * pi / 4) - s * 4, 244 + s * 17.0) for s in range(8)]
        c.line(points, "#9ccbdc", 6)


def fridge(c: Canvas, look: Look) -> None:
    """A refrigerator with two pairs of doors."""
    c.shadow(320, 410, 140)
    tone = look.tone(STEEL, look.main, "#e9e6dd")
    c.rect(206, 40, 228, 366, shade(tone, 0.85), 12)
    for x in (212, 323):
        c.rect(x, 46, 106, 210, tone, 8)
        c.rect(x, 262, 106, 138, shade(tone, 0.95), 8)
    for x in (304, 328):
        c.rect(x, 130, 8, 90, INK, 4)
        c.rect(x, 276, 8, 60, INK, 4)
    c.rect(236, 92, 46, 56, GLASS, 8)
    c.ellipse(259, 120, 9, 9, "#9fd3c0")
    c.rect(222, 60, 10, 180, shade(tone, 1.4), 5)


def pot(c: Canvas, look: Look) -> None:
    """A steel pot with its lid."""
    c.shadow(320, 398, 190)
    for x in (150, 490):
        c.arc(x, 280, 38, 24, 0, 360, INK, 13)
    c.rect(168, 220, 304, 176, STEEL, 28)
    c.rect(188, 232, 24, 150, shade(STEEL, 1.5), 10)
    c.rect(440, 232, 14, 150, shade(STEEL, 0.8), 7)
    c.pie(320, 222, 156, 70, 180, 360, shade(STEEL, 1.25))
    c.rect(158, 212, 324, 18, shade(STEEL, 0.8), 9)
    c.rect(300, 128, 40, 30, look.main, 12)
    c.line([(218, 200), (280, 170)], WHITE, 6)
    _steam(c, 430, 190)


def flask(c: Canvas, look: Look) -> None:
    """A vacuum flask."""
    c.shadow(320, 406, 90)
    c.rect(256, 130, 128, 274, look.main, 22)
    c.rect(268, 142, 20, 250, shade(look.main, 1.35), 10)
    c.rect(258, 120, 124, 22, STEEL, 6)
    c.rect(266, 56, 108, 68, shade(look.main, 0.75), 18)
    c.arc(320, 56, 34, 26, 180, 360, INK, 9)
    c.rect(256, 366, 128, 14, STEEL)
    c.ellipse(332, 250, 34, 34, look.accent)
    c.poly([(318, 264), (332, 228), (348, 264)], WHITE)
