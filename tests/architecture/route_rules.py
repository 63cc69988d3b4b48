"""What every route owes: a declared access, typed kebab-case parts, a place in the record."""

import re
from pathlib import Path

from flask import Flask

RECORD = Path(__file__).with_name("routes.txt")
# Between two slashes stand words in kebab case and typed variables, parted by dots:
# `certificates`, `<string:code>.json`, `.well-known`.  `V` is a printed address.
PIECE = r"([a-z0-9]+(-[a-z0-9]+)*|<[a-z_]+(\([^)]*\))?:[a-z_]+>)"
PART = re.compile(rf"\.?{PIECE}(\.{PIECE})*|")
PRINTED = ("V",)
OPEN = re.compile(r"<[a-z_]+>")
PERMISSION = re.compile(r"[a-z]+(-[a-z]+)*(:[a-z]+(-[a-z]+)*){2}")


def undeclared(app: Flask) -> list[str]:
    """Routes whose view says nothing, or nothing readable, of who may use it."""
    return sorted(
        f"{rule.rule}: access {getattr(app.view_functions[rule.endpoint], 'access', None)!r}"
        for rule in app.url_map.iter_rules()
        if not PERMISSION.fullmatch(getattr(app.view_functions[rule.endpoint], "access", ""))
    )


def untidy(app: Flask) -> list[str]:
    """Routes with a variable without a type, or with a word that is not in kebab case."""
    faults = []
    for rule in app.url_map.iter_rules():
        for part in rule.rule.strip("/").split("/"):
            if OPEN.search(part):
                faults.append(f"{rule.rule}: {part} has no type")
            elif part not in PRINTED and not PART.fullmatch(part):
                faults.append(f"{rule.rule}: {part} is not in kebab case")
    return sorted(faults)


def routes_of(app: Flask) -> list[str]:
    """Each address with its methods, as the record keeps them."""
    return sorted(
        f"{rule.rule} {','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))}"
        for rule in app.url_map.iter_rules()
    )


def recorded() -> list[str]:
    """The addresses that this site has ever had; none of them may die."""
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
