"""How our templates are compiled: Jinja2's own code, with five of its doings done in the plainest way.

A page does some six hundred of them, and Jinja2 does each for templates that may be given anything. Ours are given records
(:mod:`xinglin.press.contexts`) in an environment that always escapes:

- ``article.front`` is an attribute and never a key: written as Python writes it. One that is not there is an AttributeError.
- text that is put out is escaped and not wrapped in :class:`Markup`, since nothing but the joining of the page follows.
- what a macro gives is put out as it is: its parts are escaped.
- a macro that takes what it is given is called with it, without the search for what it might want besides. What is called
  sees its arguments, and never the variables of the loop it stands in.
- a component is looked up once, not at every import of every page; it is imported without context, so it is always the same.
"""

from __future__ import annotations

from functools import lru_cache, partial
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, TemplateRuntimeError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # a platform without the compiled half

    def _escape_inner(s: str, /) -> str:
        return str(escape(s))


escaped = _escape_inner
"""What is put out for plain text."""


def shown(value: Any) -> str:
    """What is put out for a value, escaped unless it is HTML; as :func:`markupsafe.escape`, but a plain ``str``."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)


class Components(dict[tuple[str, str], Any]):
    """Template and name → what that template defines under the name."""

    def __init__(self, environment: Environment) -> None:
        super().__init__()
        self._environment = environment

    def __missing__(self, key: tuple[str, str]) -> Any:
        template, name = key
        found = getattr(self._environment.get_template(template).module, name, missing)
        if found is missing:
            raise TemplateRuntimeError(f"{template} does not define {name}")
        self[key] = found
        return found


class RecordCode(CodeGenerator):
    """Compiles templates for :class:`RecordContext` and an environment with ``shown``, ``escaped`` and ``components``."""

    _put_out: nodes.Expr | None = None
    """The call whose result is put out at once."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # Jinja2's name
        if iskeyword(node.attr) or isinstance(node.node, nodes.Const):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # Jinja2's name
        if node.with_context or not isinstance(node.template, nodes.Const):
            super().visit_FromImport(node, frame)
            return
        for imported in node.names:
            name, alias = imported if isinstance(imported, tuple) else (imported, imported)
            kept = f" = context.vars[{alias!r}]" if frame.toplevel else ""
            component = f"environment.components[{(node.template.value, name)!r}]"
            self.writeline(f"{frame.symbols.ref(alias)}{kept} = {component}", node)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # Jinja2's name
        self.write("context.put(" if node is self._put_out else "context.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call):
            self._put_out = node
            self.write("(")
        else:
            self.write("environment.escaped(_put) if type(_put := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if (
            frame.eval_ctx.volatile
            or not frame.eval_ctx.autoescape
            or finalize.src is not None
            or node is self._put_out
        ):
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(")) is str else environment.shown(_put)")


_Remembering = type(lru_cache(lambda: None))
_html = partial(str.__new__, Markup)


class RecordContext(Context):
    """Variables of a template, and how what is among them is called."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        if kind is _Remembering:
            return obj(*args, **kwargs)
        if kind is Macro and not (obj.catch_kwargs or obj.catch_varargs or obj.caller):
            return _html(_given(obj, args, kwargs))
        return super().call(obj, *args, **kwargs)

    def put(self, obj: Any, /, *args: Any, **kwargs: Any) -> str:
        """A call whose result is put out at once."""
        kind = type(obj)
        if kind is _Remembering:
            return shown(obj(*args, **kwargs))
        if kind is Macro and not (obj.catch_kwargs or obj.catch_varargs or obj.caller):
            return _given(obj, args, kwargs)
        return shown(super().call(obj, *args, **kwargs))


def _given(macro: Macro, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """What a macro gives that takes what it names and nothing else."""
    lacking = macro._argument_count - len(args)
    if not lacking and not kwargs:
        text: str = macro._func(*args)
    elif lacking > 0 and kwargs.keys() <= set(macro.arguments[-lacking:]):
        text = macro._func(*args, *[kwargs.get(name, missing) for name in macro.arguments[-lacking:]])
    else:
        text = macro(*args, **kwargs)  # which says what is wrong
    return text
