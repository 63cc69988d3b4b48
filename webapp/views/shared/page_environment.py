"""Jinja, set up so that what is the same on every request costs nothing on any.

A template is compiled once for each language, and `_("…")` becomes text while it is compiled.  A
page says some fifty fixed phrases; looking each up again was a quarter of the verification page.
"""

from collections.abc import MutableMapping

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer

from webapp.views.shared.language import language
from webapp.views.shared.phrases import marked_up


class PageEnvironment(Environment):
    """Flask's Jinja environment, with an overlay for each language that compiles for it alone."""

    compiles = False  # true of the overlays

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """The globals of a template that adds none of its own are those of the environment.

        Every `{% from … import … %}` compares the globals of two templates; over Jinja's chained
        mappings that alone cost half of the verification page.
        """
        return super().make_globals(d) if d else self.globals

    def _load_template(self, name: str, globals: MutableMapping[str, object] | None) -> Template:
        if self.compiles:
            return super()._load_template(name, globals)
        return self._overlay_for(language())._load_template(name, globals)

    def _overlay_for(self, tag: str) -> "PageEnvironment":
        overlays: dict[str, PageEnvironment] = self.__dict__.setdefault("_overlays", {})
        if tag not in overlays:
            overlay = self.overlay()
            overlay.compiles = True
            overlays[tag] = overlay
        return overlays[tag]

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        if self.compiles:
            source = _Translator().visit(source)
        return super()._generate(source, name, filename, defer_init)


class _Translator(NodeTransformer):
    """Puts the translation in place of `_("…")` where nothing has to be filled in."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Visit a call and what it is given."""
        self.generic_visit(node)
        plain = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if plain and isinstance(node.node, nodes.Name) and node.node.name == "_":
            message = node.args[0]
            if isinstance(message, nodes.Const):
                text = str(marked_up(message.value))
                return nodes.MarkSafe(nodes.Const(text), lineno=node.lineno)
        return node
