"""Which articles the converter's names and terms touch, so that a new author does not print the whole site again.

The terms of a site come from all its articles: every author is a name. A page that shows a term must be printed again
when the term's form changes, and most terms stand in few articles. So when the terms are not the last build's, the words
of every stored manuscript are searched for those that differ; what contains one gets a new stamp, and the stamp is part of
the fingerprints. A build whose terms are the last one's searches nothing, and neither does the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xinglin.core.hashing import digest
from xinglin.manuscript.records import Manuscript
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.records import Records
from xinglin.press.site import Article, TermUse
from xinglin.press.store import Store


def changed_terms(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Terms that are new, gone, or have another form."""
    return {term for term, _ in before.items() ^ now.items()}


def track(store: Store, terms: Mapping[str, str], articles: Iterable[Article], records: Records) -> TermUse:
    """The stamps for this build, remembered for the next.

    Manuscripts that were read in this build are not searched: if terms changed, they get a stamp in any case.
    """
    fact = fact_of_version(f"terms {records.name}")
    known = store.get([fact]).get(fact)
    by_path = {article.manuscript.path: article.manuscript for article in articles}
    if known is None:  # no page of this version has been printed, so none is spared by searching
        stamps = dict.fromkeys(by_path, _stamp(terms))
        store.put({fact: {"terms": dict(terms), "pages": stamps, "rows": stamps}})
        return TermUse(stamps, stamps)
    changed = changed_terms(known["terms"], terms)
    pages = {path: stamp for path, stamp in known["pages"].items() if path in by_path}
    rows = {path: stamp for path, stamp in known["rows"].items() if path in by_path}
    if changed:
        stamp = _stamp(terms)
        needles = [(term, frozenset(term)) for term in sorted(changed)]
        touched = set(records.fresh_paths)
        touched.update(path for path, text in records.words() if _touches(needles, text.decode("utf-8", "replace")))
        for path in touched & by_path.keys():
            pages[path] = stamp
            if _touches(needles, _row_words(by_path[path])):
                rows[path] = stamp
    if changed or pages != known["pages"] or rows != known["rows"]:
        store.put({fact: {"terms": dict(terms), "pages": pages, "rows": rows}})
    return TermUse(pages, rows)


def _stamp(terms: Mapping[str, str]) -> str:
    return digest(repr(sorted(terms.items())))[:16]


_Needles = list[tuple[str, frozenset[str]]]


def _touches(needles: _Needles, text: str) -> bool:
    """Whether one of the terms may be in a text: all its characters are. Tags may stand between them, and a page too many
    is only printed again."""
    return any(term in text or all(character in text for character in characters) for term, characters in needles)


def _row_words(manuscript: Manuscript) -> str:
    front = manuscript.front
    return f"{front.title}\n{front.short_title}\n{manuscript.summary}\n{front.doc_no}"
