"""How our templates are compiled: Jinja2's own code, with three of its doings done in the plainest way.

A page does some six hundred of them, and Jinja2 does each for templates that may be given anything. Ours are given records
(:mod:`xinglin.press.contexts`) in an environment that always escapes:

- ``article.front`` is an attribute and never a key: written as Python writes it. One that is not there is an AttributeError.
- text that is put out is escaped and not wrapped in :class:`Markup`, since nothing but the joining of the page follows.
- a macro that takes what it is given is called with it, without the search for what it might want besides.
"""

from __future__ import annotations

from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:  # a platform without the compiled half

    def escaped(s: str, /) -> str:
        return str(escape(s))


def shown(value: Any) -> str:
    """What is put out for a value, escaped unless it is HTML; as :func:`markupsafe.escape`, but a plain ``str``."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else escape(value)


class RecordCode(CodeGenerator):
    """Compiles templates for :class:`RecordContext` and an environment with ``shown``."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # Jinja2's name
        if iskeyword(node.attr) or isinstance(node.node, nodes.Const):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


_Remembering = type(lru_cache(lambda: None))


class RecordContext(Context):
    """Variables of a template, and how what is among them is called."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        if kind is _Remembering or (kind is Macro and not (obj.catch_kwargs or obj.catch_varargs or obj.caller)):
            # what Jinja2 hands to functions that look at the caller's variables: a macro does not
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            if kind is _Remembering or len(args) > obj._argument_count:
                return obj(*args, **kwargs)
            given = [*args, *[kwargs.pop(name, missing) for name in obj.arguments[len(args) :]]]
            return obj(*given, **kwargs) if kwargs else Markup(obj._func(*given))  # noqa: S704  # a macro's parts are escaped
        return super().call(obj, *args, **kwargs)
