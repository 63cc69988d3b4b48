"""Who may import whom: the floors of the house (see docs/architecture.md and ADR 0001)."""

from tests.architecture.tree import Import, Module, Tree

FLOORS = {
    "domain": 0,
    "config": 0,
    "extensions": 1,
    "adapters": 1,
    "search_index": 1,
    "definitions": 1,
    "migrations": 1,
    "models": 2,
    "queries": 3,
    "services": 4,
    "views": 5,
    "cli": 5,
    "factory": 6,
    "wsgi": 7,
}
# What every use case may lean on; anything else in `services` is a use case of its own.
SERVICE_GROUND = ("webapp.services.steps", "webapp.services.transaction")
# What every row may lean on; siblings refer to each other by name, and import only for the types.
MODEL_GROUND = ("webapp.models.columns",)
IMPURE = ("flask", "sqlalchemy", "alembic", "werkzeug", "jinja2", "redis", "psycopg", "whoosh")


def room_of(module: str) -> str | None:
    """The room of a dotted module: `webapp.views.notices.routes` -> `views`; None if not ours."""
    parts = module.split(":")[0].split(".")
    if parts[0] == "webapp":
        return parts[1] if len(parts) > 1 else None
    return parts[0] if parts[0] in ("search_index", "wsgi") else None


def slice_of(module: str) -> str | None:
    """The slice of a page module: `webapp.views.notices.routes` -> `notices`."""
    parts = module.split(":")[0].split(".")
    return parts[2] if parts[:2] == ["webapp", "views"] and len(parts) > 2 else None


def _within(target: str, grounds: tuple[str, ...]) -> bool:
    plain = target.replace(":", ".")
    return any(plain == ground or plain.startswith(f"{ground}.") for ground in grounds)


def floors(tree: Tree) -> list[str]:
    """No import upwards, and none into another room of the same floor."""
    faults = []
    for module in tree.modules:
        room = room_of(module.name)
        if room is None:
            continue
        if room not in FLOORS:
            faults.append(f"{tree.relative(module.path)}: the room `{room}` has no floor")
            continue
        for found in module.imports:
            if _climbs(module, room, found):
                faults.append(_told(tree, module, found, f"{room} must not import"))
    return faults


def _climbs(module: Module, room: str, found: Import) -> bool:
    other = room_of(found.target)
    if other is None or other == room:
        return False
    if other not in FLOORS:
        return True
    if room == "search_index":
        return True  # a wing that knows nothing of webapp: what it needs arrives as arguments
    if module.name == "webapp.migrations.env" and other in ("models", "extensions"):
        return False  # Alembic compares the rows with the database: the one look upwards
    return FLOORS[other] >= FLOORS[room]


def rooms_inside(tree: Tree) -> list[str]:
    """No slice imports a slice, no use case a use case, no row a row at run time."""
    faults = []
    for module in tree.modules:
        for found in module.imports:
            if room_of(found.target) != room_of(module.name):
                continue
            if _sideways(module, found):
                faults.append(_told(tree, module, found, "sideways import of"))
    return faults


def _sideways(module: Module, found: Import) -> bool:
    room = room_of(module.name)
    mine, other = slice_of(module.name), slice_of(found.target)
    if room == "views":
        return other not in (mine, "shared")
    if module.is_package:
        return False  # a package's own docstring module may gather what is in it
    if room == "services":
        return not _within(found.target, SERVICE_GROUND)
    return room == "models" and not found.for_types and not _within(found.target, MODEL_GROUND)


def hidden_imports(tree: Tree) -> list[str]:
    """No imports inside functions, and none by name at run time."""
    return [
        _told(tree, module, found, "import inside a function:")
        for module in tree.modules
        for found in module.imports
        if found.in_function
    ]


def pure_domain(tree: Tree) -> list[str]:
    """`domain` knows neither the web nor the database."""
    return [
        _told(tree, module, found, "domain must not import")
        for module in tree.modules
        if room_of(module.name) == "domain"
        for found in module.imports
        if found.target.split(".")[0].split(":")[0].split("_")[0] in IMPURE
    ]


def views_without_rows(tree: Tree) -> list[str]:
    """Pages and commands reach rows only through queries and services."""
    return [
        _told(tree, module, found, "pages and commands must not import")
        for module in tree.modules
        if room_of(module.name) in ("views", "cli")
        for found in module.imports
        if room_of(found.target) == "models"
        or found.target in ("webapp.extensions", "webapp.extensions:db")
    ]


def circles(tree: Tree) -> list[str]:
    """No two modules need each other, not even for their types."""
    graph = {
        module.name: sorted(
            {found.target.split(":")[0] for found in module.imports} & module.known - {module.name}
        )
        for module in tree.modules
    }
    return [f"circle: {' -> '.join(circle)}" for circle in _circles_in(graph)]


def _circles_in(graph: dict[str, list[str]]) -> list[list[str]]:
    """Depth first; every step back onto the path closes a circle."""
    done: set[str] = set()
    found: list[list[str]] = []

    def walk(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
            return
        if name in done:
            return
        for other in graph[name]:
            walk(other, [*path, name])
        done.add(name)

    for name in sorted(graph):
        walk(name, [])
    return found


def _told(tree: Tree, module: Module, found: Import, words: str) -> str:
    return f"{tree.relative(module.path)}:{found.line}: {words} {found.target}"


RULES = (
    floors,
    rooms_inside,
    hidden_imports,
    pure_domain,
    views_without_rows,
    circles,
)
