"""The names and terms the site knows, for the converter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.validation import nearest
from xinglin.disclosure.organisations import Organisations
from xinglin.manuscript.records import Manuscript
from xinglin.variants.conversion_file import Conversion
from xinglin.variants.name_forms import is_person
from xinglin.variants.names import overlay_terms
from xinglin.variants.people import people_of


def site_terms(
    manuscripts: Iterable[Manuscript], organisations: Organisations, conversion: Conversion
) -> dict[str, str]:
    """Simplified → Traditional: people from credits, honours and registers; conversion.yaml wins.

    Only what has the form of a personal name counts as one: 后勤科 in a credit is no surname 后. An article's own
    ``people`` and ``conversion`` are not here; they hold for that article alone.
    """
    people = {name for branch in organisations.branches for name in (branch.secretary, *branch.committee)}
    for manuscript in manuscripts:
        if manuscript.language == "zh-Hans":
            people.update(people_of(manuscript))
    names = overlay_terms({*filter(is_person, people), *conversion.people})
    return dict(sorted((names | conversion.terms).items()))


def unknown_groups(manuscripts: Iterable[Manuscript], conversion: Conversion) -> Iterator[Diagnostic]:
    """Groups of terms that articles ask for and conversion.yaml does not have."""
    for manuscript in manuscripts:
        for name in manuscript.front.conversion_groups:
            if name in conversion.groups:
                continue
            guess = nearest(name, conversion.groups)
            known = "、".join(conversion.groups)
            fix = (
                f"是不是“{guess}”？"
                if guess
                else f"可以写：{known}。"
                if known
                else "先在 conversion.yaml 的 groups 里加上。"
            )
            yield manuscript.diagnose("conversion_groups", "CON03", f"没有“{name[:20]}”这个转换组。", fix)
