"""What stands, hangs or lies in a home: furniture, lamps, textiles, toys."""

from webapp.adapters.drawings.canvas import INK, STEEL, WHITE, Canvas, Look, shade

GLOW = "#ffe9a8"


def sofa(c: Canvas, look: Look) -> None:
    """A sofa with two cushions."""
    c.shadow(320, 402, 230)
    for x in (140, 480):
        c.rect(x, 376, 16, 26, look.wood, 3)
    c.rect(130, 170, 380, 160, look.main, 26)
    for x in (150, 324):
        c.rect(x, 182, 166, 110, shade(look.main, 1.12), 18)
        c.rect(x, 276, 166, 64, shade(look.main, 1.2), 14)
    c.rect(104, 230, 56, 156, shade(look.main, 0.88), 22)
    c.rect(480, 230, 56, 156, shade(look.main, 0.88), 22)
    c.rect(130, 336, 380, 46, shade(look.main, 0.95), 10)
    c.poly([(176, 220), (248, 206), (262, 278), (190, 290)], look.accent)
    c.line([(196, 232), (246, 262)], shade(look.accent, 0.8), 3)


def table(c: Canvas, look: Look) -> None:
    """A table with a vase."""
    c.shadow(320, 404, 210)
    for x, lean in ((160, -14), (464, 14)):
        c.poly([(x, 250), (x + 20, 250), (x + 20 + lean, 402), (x + 4 + lean, 402)],
               shade(look.wood, 0.8))  # fmt: skip
    c.rect(116, 228, 408, 26, look.wood, 8)
    c.rect(150, 254, 340, 18, shade(look.wood, 0.85))
    c.poly([(340, 150), (380, 150), (394, 228), (326, 228)], look.main)
    for x, y in ((322, 96), (358, 78), (398, 100)):
        c.line([(360, 152), (x, y)], "#5d8a5a", 4)
        c.ellipse(x, y, 15, 15, look.accent)
    c.ellipse(220, 222, 44, 8, WHITE)


def chair(c: Canvas, look: Look) -> None:
    """A dining chair, seen a little from the side."""
    c.shadow(320, 406, 120)
    for x, lean in ((244, -12), (382, 12), (270, -4), (358, 4)):
        c.line([(x, 280), (x + lean, 400)], shade(look.wood, 0.8), 12)
    c.line([(246, 280), (236, 90)], look.wood, 13)
    c.line([(394, 280), (404, 90)], look.wood, 13)
    c.rect(236, 96, 170, 46, look.wood, 18)
    c.rect(240, 166, 160, 18, look.wood, 9)
    c.rect(242, 206, 156, 18, look.wood, 9)
    c.rect(226, 262, 188, 34, look.main, 16)
    c.rect(232, 264, 176, 12, shade(look.main, 1.25), 6)


def cabinet(c: Canvas, look: Look) -> None:
    """A wardrobe with shelves on one side."""
    c.shadow(320, 404, 200)
    c.rect(140, 70, 360, 330, shade(look.wood, 0.8), 6)
    c.rect(150, 80, 110, 310, look.wood, 3)
    c.rect(266, 80, 110, 310, shade(look.wood, 1.08), 3)
    c.rect(382, 80, 108, 310, shade(look.wood, 0.6), 3)
    for x in (246, 274):
        c.rect(x, 210, 6, 60, INK, 3)
    for shelf in range(4):
        y = 150 + shelf * 78
        c.rect(382, y, 108, 8, shade(look.wood, 0.9))
        for book in range(look.dice.randint(2, 5)):
            height = look.dice.randint(30, 50)
            colour = look.dice.choice((look.main, look.accent, WHITE, "#8d6b6b"))
            c.rect(390 + book * 17, y - height, 14, height, colour, 2)


def bed(c: Canvas, look: Look) -> None:
    """A bed with pillows and a blanket."""
    c.shadow(320, 404, 240)
    c.rect(100, 120, 30, 280, shade(look.wood, 0.8), 8)
    c.rect(116, 130, 60, 200, look.wood, 12)
    c.rect(120, 300, 410, 70, look.wood, 8)
    c.rect(500, 290, 34, 112, shade(look.wood, 0.8), 8)
    c.rect(150, 252, 360, 62, WHITE, 16)
    c.rect(164, 220, 90, 46, shade(WHITE, 0.94), 18)
    c.rect(290, 240, 222, 92, look.main, 16)
    c.rect(290, 240, 44, 92, shade(look.main, 1.3), 12)


def mattress(c: Canvas, look: Look) -> None:
    """A mattress with its quilting and a label."""
    c.shadow(320, 372, 240)
    c.poly([(180, 190), (560, 190), (480, 270), (90, 270)], WHITE)
    for k in range(6):
        x = 150 + k * 66
        c.line([(x, 262), (x + 76, 196)], shade(WHITE, 0.88), 2)
    for y in (210, 230, 250):
        c.line([(270 - y * 0.6 + 30, y), (640 - y * 0.62 + 10, y)], shade(WHITE, 0.9), 2)
    c.rect(88, 266, 396, 92, look.main, 14)
    c.rect(88, 266, 396, 18, shade(look.main, 1.3), 9)
    c.rect(88, 340, 396, 18, shade(look.main, 0.85), 9)
    c.poly([(484, 270), (562, 190), (562, 274), (484, 352)], shade(look.main, 0.75))
    c.rect(130, 298, 70, 30, look.accent, 4)


def desk_lamp(c: Canvas, look: Look) -> None:
    """A desk lamp shining on a book."""
    c.poly([(354, 176), (470, 176), (540, 392), (284, 392)], shade(GLOW, 1.3))
    c.shadow(230, 402, 90)
    c.ellipse(230, 392, 80, 16, shade(look.main, 0.8))
    c.line([(230, 384), (196, 240), (300, 120)], INK, 11)
    c.ellipse(196, 240, 14, 14, look.accent)
    c.line([(300, 120), (360, 128)], INK, 11)
    c.poly([(370, 96), (444, 96), (486, 178), (336, 178)], look.main)
    c.rect(336, 172, 150, 11, GLOW, 5)
    c.poly([(346, 386), (412, 372), (412, 396), (346, 406)], WHITE)
    c.poly([(412, 372), (480, 386), (480, 406), (412, 396)], shade(WHITE, 0.92))


def panel_light(c: Canvas, look: Look) -> None:
    """A ceiling panel and its light."""
    c.rect(0, 0, 640, 96, shade(c.background, 0.9))
    c.poly([(180, 150), (460, 150), (600, 420), (40, 420)], shade(GLOW, 1.45))
    c.poly([(160, 60), (480, 60), (520, 150), (120, 150)], STEEL)
    c.poly([(176, 70), (464, 70), (496, 140), (144, 140)], GLOW)
    for k in range(1, look.dice.choice((2, 4))):
        x = 176 + k * 96
        c.line([(x, 72), (x + (x - 320) * 0.1, 138)], shade(GLOW, 0.92), 3)
    c.rect(250, 340, 140, 14, look.wood, 4)
    for x in (262, 366):
        c.rect(x, 354, 10, 56, shade(look.wood, 0.8))


def bulb(c: Canvas, look: Look) -> None:
    """A bulb with a halo."""
    for radius, light in ((168, 1.6), (130, 1.35)):
        c.ellipse(320, 200, radius, radius, shade(GLOW, light))
    c.ellipse(320, 200, 92, 92, "#fff7dc")
    c.poly([(262, 262), (378, 262), (352, 318), (288, 318)], "#fff7dc")
    c.arc(320, 200, 70, 70, 190, 260, WHITE, 10)
    c.rect(276, 306, 88, 28, look.main, 6)
    for row in range(3):
        c.rect(284, 334 + row * 18, 72, 14, shade(STEEL, 0.95 - row * 0.08), 6)
    c.ellipse(320, 394, 20, 9, INK)


def pendant(c: Canvas, look: Look) -> None:
    """A pendant lamp over a table."""
    c.poly([(230, 220), (410, 220), (500, 400), (140, 400)], shade(GLOW, 1.4))
    c.line([(320, 0), (320, 110)], INK, 4)
    c.rect(302, 100, 36, 26, look.accent, 6)
    c.pie(320, 220, 110, 104, 180, 360, look.main)
    c.pie(320, 220, 78, 84, 200, 250, shade(look.main, 1.3))
    c.ellipse(320, 220, 110, 15, GLOW)
    c.ellipse(320, 400, 196, 22, look.wood)
    c.ellipse(320, 394, 196, 20, shade(look.wood, 1.15))
    c.ellipse(280, 390, 40, 8, WHITE)


def downlight(c: Canvas, look: Look) -> None:
    """A recessed light seen from below."""
    c.ellipse(320, 240, 180, 180, shade(GLOW, 1.5))
    c.ellipse(326, 248, 136, 136, shade(c.background, 0.82))
    c.ellipse(320, 240, 136, 136, WHITE)
    c.ellipse(320, 240, 112, 112, shade(look.main, 0.9))
    c.ellipse(320, 240, 96, 96, GLOW)
    c.ellipse(320, 240, 60, 60, "#fffbe9")
    for x, y in ((196, 160), (444, 320)):
        c.line([(x - 12, y), (x + 12, y)], STEEL, 8)


def tshirt(c: Canvas, look: Look) -> None:
    """A T-shirt with a print on its chest."""
    c.poly([(236, 100), (404, 100), (520, 170), (478, 236), (430, 208), (430, 390), (210, 390),
            (210, 208), (162, 236), (120, 170)], look.main)  # fmt: skip
    c.pie(320, 100, 50, 40, 0, 180, c.background)
    c.arc(320, 100, 56, 46, 0, 180, shade(look.main, 0.8), 8)
    c.line([(214, 212), (214, 260)], shade(look.main, 0.85), 4)
    c.line([(426, 212), (426, 260)], shade(look.main, 0.85), 4)
    c.ellipse(320, 246, 52, 52, look.accent)
    c.poly([(278, 268), (308, 222), (326, 250), (342, 232), (364, 268)], WHITE)


def babywear(c: Canvas, look: Look) -> None:
    """A baby's bodysuit with dots and snaps."""
    tone = shade(look.main, 1.55)
    c.poly([(250, 96), (390, 96), (476, 160), (440, 214), (404, 190), (404, 300), (352, 386),
            (288, 386), (236, 300), (236, 190), (200, 214), (164, 160)], tone)  # fmt: skip
    c.pie(320, 96, 46, 38, 0, 180, c.background)
    for row in range(4):
        for column in range(4):
            c.ellipse(262 + column * 38 + row % 2 * 12, 160 + row * 44, 6, 6, look.main)
    for x in (302, 320, 338):
        c.ellipse(x, 374, 5, 5, WHITE)


def dress(c: Canvas, look: Look) -> None:
    """A dress on a hanger."""
    c.arc(320, 70, 14, 16, 180, 90, STEEL, 5)
    c.line([(320, 86), (250, 120)], look.wood, 7)
    c.line([(320, 86), (390, 120)], look.wood, 7)
    tone = look.tone("#3b2a28", "#5a2f2a", look.main)
    c.poly([(262, 112), (378, 112), (366, 224), (446, 402), (194, 402), (274, 224)], tone)
    c.pie(320, 112, 34, 36, 0, 180, c.background)
    c.rect(272, 214, 96, 16, look.accent, 6)
    for x in (246, 292, 346, 392):
        c.line([(320 + (x - 320) * 0.45, 240), (x, 394)], shade(tone, 1.2), 3)


def bedding(c: Canvas, look: Look) -> None:
    """A folded set tied with a ribbon."""
    c.shadow(320, 402, 200)
    tones = (look.main, shade(look.main, 1.3), WHITE, look.accent)
    for k, tone in enumerate(tones):
        y = 346 - k * 58
        c.rect(150 + k * 12, y, 340 - k * 24, 54, tone, 22)
        c.rect(150 + k * 12, y + 34, 340 - k * 24, 5, shade(tone, 0.88), 2)
    c.rect(302, 172, 36, 230, shade(look.accent, 0.75), 4)
    c.ellipse(292, 166, 30, 18, shade(look.accent, 0.75))
    c.ellipse(348, 166, 30, 18, shade(look.accent, 0.75))
    c.ellipse(320, 168, 14, 14, shade(look.accent, 0.6))


def towel(c: Canvas, look: Look) -> None:
    """A towel on a rail."""
    c.rect(120, 110, 400, 14, STEEL, 7)
    for x in (120, 520):
        c.ellipse(x, 117, 16, 16, shade(STEEL, 0.8))
    c.rect(206, 104, 228, 270, look.main, 10)
    c.rect(206, 104, 228, 30, shade(look.main, 1.2), 10)
    for y in (300, 322):
        c.rect(206, y, 228, 10, look.accent)
    for k in range(19):
        c.line([(212 + k * 12, 374), (212 + k * 12, 390)], look.main, 4)


def sock(c: Canvas, look: Look) -> None:
    """A pair of striped socks."""
    for x, tone in ((190, shade(look.main, 0.85)), (300, look.main)):
        c.rect(x, 90, 88, 210, tone, 10)
        c.rect(x, 250, 190, 92, tone, 44)
        c.rect(x - 3, 84, 94, 40, look.accent, 10)
        for y in (150, 186, 222):
            c.rect(x, y, 88, 14, look.accent)
        c.pie(x + 146, 296, 44, 46, 270, 90, look.accent)


def blocks(c: Canvas, look: Look) -> None:
    """Building blocks and a duck on wheels."""
    c.shadow(320, 404, 220)
    for x, y, tone in ((130, 318, look.main), (214, 318, look.accent), (172, 236, look.wood)):
        c.rect(x, y, 80, 80, tone, 8)
        c.rect(x + 10, y + 10, 60, 60, shade(tone, 1.25), 6)
    c.poly([(166, 232), (212, 168), (258, 232)], shade(look.main, 1.2))
    c.ellipse(420, 318, 86, 52, "#f1c24b")
    c.ellipse(478, 250, 42, 40, "#f1c24b")
    c.poly([(514, 246), (550, 256), (514, 268)], "#e0783c")
    c.ellipse(488, 240, 5, 5, INK)
    c.pie(408, 308, 46, 32, 20, 190, "#dca73a")
    for x in (374, 462):
        c.ellipse(x, 380, 24, 24, look.main)
        c.ellipse(x, 380, 8, 8, WHITE)


def plush(c: Canvas, look: Look) -> None:
    """A friendly dancing lion."""
    red = look.tone("#c9463d", "#d2762f", "#3f7f5f")
    c.shadow(320, 404, 130)
    c.ellipse(320, 340, 96, 66, red)
    c.ellipse(320, 220, 130, 116, "#f4c95d")
    c.ellipse(320, 226, 106, 96, red)
    for x in (220, 420):
        c.ellipse(x, 128, 30, 30, "#f4c95d")
        c.ellipse(x, 128, 16, 16, red)
    for x in (276, 364):
        c.ellipse(x, 200, 32, 32, WHITE)
        c.ellipse(x, 204, 16, 16, INK)
        c.ellipse(x + 5, 198, 5, 5, WHITE)
    c.ellipse(320, 150, 18, 18, look.accent)
    c.ellipse(320, 244, 20, 13, "#f4c95d")
    c.pie(320, 262, 62, 42, 0, 180, WHITE)
    c.rect(262, 258, 116, 8, INK, 4)
    for x in (250, 390):
        c.ellipse(x, 396, 34, 18, "#f4c95d")
