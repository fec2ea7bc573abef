"""``memo``: a component that depends on little is rendered once for each value of it, not once for each page.

Written under the macro in the component's own file, as a decorator would be: ``{%- set footer = memo(footer) -%}``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinja2 import TemplateRuntimeError, pass_context
from jinja2.runtime import Context, Macro

_KEPT = 1024
"""Results of one component in one environment: sections, states and icons are few. A component that is given what
differs from page to page gains nothing, and loses no more than this many strings."""


@pass_context
def memo(context: Context, macro: Macro, kept: int = _KEPT) -> Callable[..., str]:
    """The macro, remembering what it gave for arguments of the same types and values; they must be hashable.

    Args:
        kept: results at most; those asked for last.

    It sees its arguments and what is one for the whole environment (``site``, ``asset``), never the page: a component's
    file is imported without context, and any other place is refused, where a macro would see the first page's variables
    and show them on all others.

    Raises:
        TemplateRuntimeError: the developer put it into a page template, imported the component with context, or the
            macro takes a block of the caller's.
    """
    of_the_page = context.parent.keys() - context.environment.globals.keys()
    if of_the_page:
        raise TemplateRuntimeError(
            f"{context.name}: memo({macro.name}) stands where it sees {', '.join(sorted(of_the_page))};"
            " only a component in a file of its own, imported without context, can be remembered"
        )
    if macro.caller:
        raise TemplateRuntimeError(f"{context.name}: memo({macro.name}) cannot remember the block of a caller")
    return lru_cache(maxsize=kept, typed=True)(macro)
