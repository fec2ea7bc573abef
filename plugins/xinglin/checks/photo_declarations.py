"""Who is on the photos, and whether they agreed: declared by the author, demanded where site.yaml asks.

Publishing a recognisable patient needs a consent of its own (《中华人民共和国个人信息保护法》第二十五条、第二十九条); no program can
see who is a patient, so the author says it: 出镜 and 同意, for the whole article or behind one photo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.manuscript.picture_notes import PictureNote
from xinglin.manuscript.records import Manuscript, Reference

_DECLARE = "在开头加一行  出镜: 无（或 职工、患者），或写在那张照片后面，例如  ![查房](01.jpg){出镜=职工}。"
_CONSENT = '写上同意书的编号，例如  同意: 书面同意，编号 2026-017  或  {出镜=患者 同意="编号 2026-017"}；认不出来的，打上马赛克。'


def check(manuscript: Manuscript, shown: Sequence[int], shows_cover: bool, since: date | None) -> Iterator[Diagnostic]:
    """
    Args:
        shown: indices of the references that show pictures.
        shows_cover: its front matter declares a picture that is not among them.
        since: articles dated from this day on must declare; None where the site does not ask.
    """
    front = manuscript.front
    is_asked = since is not None and front.date.date() >= since
    if not is_asked and not front.depicts and not manuscript.notes and front.cover is None:
        return
    photos = [(manuscript.references[index], manuscript.notes.get(index, PictureNote())) for index in shown]
    pictures: list[tuple[Reference | None, PictureNote]] = [*photos]
    if shows_cover and front.cover:
        cover = front.cover
        pictures.append((None, PictureNote(cover.mosaic, None, None, cover.depicts, cover.consent, cover.is_masked)))
    undeclared = [place for place, note in pictures if not (note.depicts or front.depicts)]
    if undeclared and is_asked:
        number = f"有 {len(undeclared)} 张照片" if len(undeclared) > 1 else "有一张照片"
        yield _diagnostic(
            manuscript, undeclared[0], "PIC08", Severity.ERROR, f"{number}没有写明出镜的是谁（有没有患者）。", _DECLARE
        )
    severity = Severity.ERROR if is_asked else Severity.WARNING
    for place, note in pictures:
        is_covered = bool(note.mosaic) or note.is_masked
        if (note.depicts or front.depicts) == "patient" and not is_covered and not (note.consent or front.consent):
            yield _diagnostic(
                manuscript, place, "PIC09", severity, "照片里有患者，没有写本人同意公开的记录。", _CONSENT
            )


def _diagnostic(
    manuscript: Manuscript, place: Reference | None, code: str, severity: Severity, message: str, fix: str
) -> Diagnostic:
    if place is None:
        return manuscript.diagnose("cover", code, message, fix, severity)
    return Diagnostic(manuscript.path, place.line, place.column, code, severity, message, fix, place.excerpt)
