"""Food, drink and tableware."""

from math import cos, pi, sin

from webapp.adapters.drawings.canvas import INK, WHITE, Canvas, Look, shade


def bottle_soy(c: Canvas, look: Look) -> None:
    """A bottle of soy sauce and a dish."""
    brown = "#4a2a1c"
    c.shadow(280, 406, 90)
    c.rect(256, 54, 48, 40, look.main, 8)
    c.poly([(260, 92), (300, 92), (304, 150), (346, 196), (214, 196), (256, 150)], brown)
    c.rect(214, 190, 132, 214, brown, 18)
    c.rect(224, 200, 14, 190, shade(brown, 1.4), 7)
    c.rect(214, 236, 132, 116, "#f3e4c3")
    c.rect(214, 236, 132, 18, look.main)
    c.rect(214, 334, 132, 18, look.main)
    c.ellipse(280, 294, 28, 28, look.accent)
    for x, y in ((268, 290), (288, 284), (284, 304)):
        c.ellipse(x, y, 10, 7, "#d3a94f")
    c.ellipse(452, 384, 70, 18, WHITE)
    c.ellipse(452, 380, 52, 11, brown)


def bottle_liquor(c: Canvas, look: Look) -> None:
    """A jar-shaped bottle with a red seal and a cup."""
    glaze = look.tone("#6d4a35", "#f1ece0", "#3f6a73")
    c.shadow(290, 406, 110)
    c.rect(262, 66, 56, 46, "#b8332b", 12)
    c.poly([(254, 104), (326, 104), (332, 134), (248, 134)], "#d9a441")
    c.ellipse(290, 270, 110, 136, glaze)
    c.rect(220, 350, 140, 54, glaze, 20)
    c.ellipse(240, 230, 16, 60, shade(glaze, 1.3))
    c.poly([(290, 198), (352, 266), (290, 334), (228, 266)], "#b8332b")
    c.poly([(290, 214), (336, 266), (290, 318), (244, 266)], "#f3e4c3")
    c.ellipse(290, 266, 18, 18, look.main)
    c.poly([(430, 356), (494, 356), (480, 404), (444, 404)], WHITE)
    c.ellipse(462, 356, 32, 8, shade(WHITE, 0.88))


def bottle_water(c: Canvas, look: Look) -> None:
    """A bottle of water."""
    water = "#a9d5e6"
    c.shadow(320, 408, 70)
    c.rect(296, 44, 48, 34, look.main, 6)
    c.poly([(300, 78), (340, 78), (346, 110), (376, 160), (264, 160), (294, 110)], water)
    c.rect(264, 156, 112, 250, water, 20)
    c.rect(264, 200, 112, 96, look.main)
    c.poly([(264, 280), (300, 236), (320, 262), (344, 230), (376, 280), (376, 296), (264, 296)],
           shade(look.main, 1.5))  # fmt: skip
    for y in (320, 346, 372):
        c.line([(272, y), (368, y)], shade(water, 1.5), 5)
    c.rect(276, 166, 10, 30, WHITE, 5)


def can(c: Canvas, look: Look) -> None:
    """A drinks can with lemon."""
    c.shadow(300, 406, 90)
    c.rect(226, 110, 148, 292, look.main, 24)
    c.rect(240, 96, 120, 24, "#c9d0d2", 10)
    c.rect(240, 392, 120, 14, "#aab3b6", 7)
    c.rect(240, 126, 16, 256, shade(look.main, 1.35), 8)
    c.ellipse(300, 250, 52, 52, "#f5dd6b")
    c.ellipse(300, 250, 42, 42, "#fbf0ae")
    for k in range(6):
        turn = k * pi / 3
        c.line([(300, 250), (300 + 38 * cos(turn), 250 + 38 * sin(turn))], "#f5dd6b", 5)
    c.ellipse(450, 376, 42, 28, "#f5dd6b")
    c.poly([(486, 366), (504, 376), (486, 386)], "#e2c54e")


def jar(c: Canvas, look: Look) -> None:
    """A jar of paste with a cloth lid."""
    c.shadow(320, 404, 110)
    c.rect(222, 150, 196, 252, "#6b3a22", 36)
    c.rect(236, 170, 18, 210, shade("#6b3a22", 1.4), 9)
    c.rect(232, 92, 176, 66, look.main, 18)
    for k in range(7):
        c.ellipse(244 + k * 25, 158, 14, 10, shade(look.main, 1.15 if k % 2 else 0.9))
    c.rect(222, 214, 196, 122, "#f3e4c3")
    c.ellipse(320, 276, 44, 44, look.accent)
    c.pie(320, 270, 30, 28, 0, 180, INK)
    for x in (306, 326):
        c.line([(x, 262), (x + 18, 226)], "#8a5a3a", 5)


def biscuit(c: Canvas, look: Look) -> None:
    """A tin and a stack of round cakes with sesame."""
    c.shadow(330, 404, 220)
    c.rect(120, 150, 210, 250, look.main, 16)
    c.rect(112, 134, 226, 44, shade(look.main, 1.2), 14)
    c.ellipse(225, 290, 66, 66, look.accent)
    c.ellipse(225, 290, 52, 52, shade(look.main, 1.5))
    for k in range(8):
        c.ellipse(225 + 30 * cos(k * pi / 4), 290 + 30 * sin(k * pi / 4), 12, 12, look.accent)
    for row in range(3):
        y = 376 - row * 46
        c.rect(362, y - 18, 150, 42, "#c98f4e", 20)
        c.ellipse(437, y - 16, 75, 17, "#e6b878")
    for _ in range(14):
        turn, reach = look.dice.uniform(0, 2 * pi), look.dice.uniform(0.1, 0.85)
        c.ellipse(437 + 66 * reach * cos(turn), 268 + 13 * reach * sin(turn), 4, 2.4, WHITE)


def mooncake(c: Canvas, look: Look) -> None:
    """A mooncake, and one cut open."""
    c.ellipse(320, 396, 250, 30, WHITE)
    c.ellipse(320, 390, 236, 24, shade(look.main, 1.4))
    c.rect(110, 250, 240, 130, "#b9702f", 46)
    c.ellipse(230, 262, 120, 52, "#d99a4e")
    for k in range(10):
        turn = k * pi / 5
        c.ellipse(230 + 92 * cos(turn), 262 + 38 * sin(turn), 17, 9, "#c8843a")
    c.ellipse(230, 262, 46, 20, "#c8843a")
    c.ellipse(230, 262, 30, 12, "#e3ad66")
    c.poly([(380, 290), (530, 290), (514, 392), (396, 392)], "#b9702f")
    c.poly([(392, 302), (518, 302), (504, 384), (406, 384)], "#8a5a2a")
    c.ellipse(455, 340, 32, 30, "#f0a33c")
    c.ellipse(446, 332, 10, 9, "#f8c76f")


def cup(c: Canvas, look: Look) -> None:
    """A cup with a saucer and steam."""
    c.ellipse(320, 384, 190, 24, shade(look.main, 0.8))
    c.ellipse(320, 378, 190, 22, shade(look.main, 1.2))
    c.arc(430, 274, 54, 56, 270, 100, look.main, 20)
    c.poly([(204, 200), (436, 200), (412, 340), (372, 380), (268, 380), (228, 340)], look.main)
    c.poly([(220, 220), (250, 220), (262, 340), (244, 330)], shade(look.main, 1.35))
    c.poly([(204, 200), (436, 200), (430, 236), (380, 250), (352, 228), (300, 262), (262, 230),
            (210, 240)], look.accent)  # fmt: skip
    c.ellipse(320, 200, 116, 22, shade(look.accent, 0.85))
    c.ellipse(320, 202, 100, 15, "#9a6a3a")
    for dx in (-30, 10):
        points = [(320 + dx + 8 * sin(k * pi / 3), 176 - k * 11.0) for k in range(7)]
        c.line(points, shade(c.background, 0.86), 6)


def bowl(c: Canvas, look: Look) -> None:
    """A bowl with a painted band and chopsticks."""
    c.shadow(310, 400, 150)
    c.pie(310, 216, 186, 180, 0, 180, WHITE)
    c.rect(250, 380, 120, 22, shade(WHITE, 0.88), 6)
    c.pie(310, 250, 168, 130, 10, 170, shade(WHITE, 0.97))
    for k in range(9):
        x = 178 + k * 33
        y = 286 - abs(k - 4) * 6
        c.ellipse(x, y, 13, 13, look.main)
        c.ellipse(x, y, 6, 6, WHITE)
    c.ellipse(310, 216, 186, 34, shade(WHITE, 0.86))
    c.ellipse(310, 212, 186, 34, look.main)
    c.ellipse(310, 212, 176, 29, WHITE)
    c.ellipse(310, 204, 140, 26, "#fffdf4")
    for dy in (0, 22):
        c.line([(250, 190 + dy * 0.3), (560, 84 + dy)], look.wood, 8)
