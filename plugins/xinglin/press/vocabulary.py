"""The names and terms the site knows, for the converter."""

from __future__ import annotations

from collections.abc import Iterable

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
