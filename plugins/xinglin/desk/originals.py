"""What is to be done to the originals in content/ before they are committed: which files, why, and which lines change then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from xinglin.core.hashing import digest
from xinglin.kinds import KINDS
from xinglin.manuscript import attribute_editing
from xinglin.manuscript.areas import Area
from xinglin.manuscript.attribute_lists import COVERING
from xinglin.manuscript.picture_notes import PictureNote
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.scanning import Scan
from xinglin.pictures.retouching import UNTOUCHED, Box, Retouch
from xinglin.press.data_files import read_data_files
from xinglin.press.records import usual_kind
from xinglin.press.retouches import Asked, asked_by
from xinglin.sections.links import PICTURE_SUFFIXES, Broken, Index, Target, build_index, resolve

_MARKS = tuple(
    word.encode(encoding) for word in COVERING for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True, slots=True)
class Original:
    """One picture file: what is to be done to its pixels, and the manuscripts that then say so."""

    path: str
    """Below content/."""
    retouch: Retouch = UNTOUCHED
    places: tuple[Asked, ...] = ()
    keeps_crop: bool = False
    """A crop is asked for and stays with the page: other places show the whole picture, or it is a cover's."""


@dataclass(slots=True)
class Survey:
    originals: list[Original] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    """Manuscripts that ask for a mosaic or a crop and have errors, so that it is not known which."""


def survey(files: Scan, wanted: Collection[str] | None = None) -> Survey:
    """All pictures of content/ (or those ``wanted``) with what manuscripts ask to be done to them."""
    result = Survey()
    pictures = [path for path in files.files if PurePosixPath(path).suffix.lower() in PICTURE_SUFFIXES]
    index = build_index({}, (), files.files, (), "http://localhost", ())
    asked: dict[str, list[Asked]] = defaultdict(list)
    shown: dict[str, set[str]] = defaultdict(set)
    """Picture → manuscripts that show it without a crop, as far as they were read."""
    read_paths: set[str] = set()
    for manuscript in _covering(files, result):
        read_paths.add(manuscript.path)
        targets = _targets(manuscript, index)
        cover = _picture(manuscript.front.cover.file, manuscript, index) if manuscript.front.cover else None
        found = asked_by(manuscript, targets, cover)
        for one in found:
            asked[one.picture].append(one)
        for number, target in enumerate(targets):
            if target.kind == "picture" and not manuscript.notes.get(number, PictureNote()).crop:
                shown[target.value].add(manuscript.path)
    copies = _copies(files, pictures, asked)
    for path in pictures:
        if wanted is None or path in wanted:
            own = asked.get(path, [])
            mosaics = {
                area for twin in copies.get(path, {path}) for one in asked.get(twin, []) for area in one.note.mosaic
            }
            is_whole_elsewhere = bool(shown.get(path)) or _is_named_elsewhere(files, path, read_paths)
            result.originals.append(_original(path, own, mosaics, is_whole_elsewhere))
    return result


def _original(path: str, own: list[Asked], mosaics: set[Area], is_whole_elsewhere: bool) -> Original:
    crops = {one.note.crop for one in own if one.note.crop}
    is_cover = any(one.is_cover for one in own)
    crop = next(iter(crops)) if len(crops) == 1 and not is_whole_elsewhere and not is_cover else None
    retouch = Retouch(Box(*crop) if crop else None, tuple(Box(*area) for area in sorted(mosaics)))
    places = tuple(one for one in own if one.note.mosaic or (crop and one.note.crop))
    return Original(path, retouch, places, keeps_crop=bool(crops) and crop is None)


def _covering(files: Scan, result: Survey) -> Iterator[Manuscript]:
    """Manuscripts that ask for a mosaic or a crop; all others are looked at, not parsed."""
    data_files = read_data_files(files)
    for path in files.manuscripts:
        data = files.absolute(path).read_bytes()
        if not any(mark in data for mark in _MARKS):
            continue
        kind = usual_kind(path, data_files.tree, data_files.has_sections_file)
        manuscript = read(ReadingTask(path, data, kind), KINDS).manuscript
        if manuscript is None:
            result.unreadable.append(path)
        else:
            yield manuscript


def _targets(manuscript: Manuscript, index: Index) -> list[Target]:
    targets: list[Target] = []
    for reference in manuscript.references:
        picture = _picture(reference.address, manuscript, index)
        targets.append(Target("picture", picture) if picture else Target("none"))
    return targets


def _picture(address: str, manuscript: Manuscript, index: Index) -> str | None:
    try:
        target = resolve(address, "link", manuscript, index)
    except Broken:
        return None
    return target.value if target.kind == "picture" else None


def _copies(files: Scan, pictures: list[str], asked: dict[str, list[Asked]]) -> dict[str, set[str]]:
    """Picture → all files with the same bytes, where one of them gets a mosaic."""
    masked = [path for path, found in asked.items() if any(one.note.mosaic for one in found)]
    sizes = {files.files[path] for path in masked}
    alike: dict[str, set[str]] = defaultdict(set)
    for path in pictures:
        if files.files[path] in sizes:
            alike[digest(files.absolute(path).read_bytes())].add(path)
    return {path: paths for paths in alike.values() for path in paths}


def _is_named_elsewhere(files: Scan, picture: str, read_paths: Collection[str]) -> bool:
    """Whether a manuscript that was not parsed seems to show the picture: then it shows it whole."""
    name, folder = PurePosixPath(picture).name, PurePosixPath(picture).parent
    beside = name.encode()
    from_afar = f"{folder.name}/{name}".encode()
    for path in files.manuscripts:
        if path in read_paths:
            continue
        wanted = beside if PurePosixPath(path).parent == folder else from_afar
        if wanted in files.absolute(path).read_bytes():
            return True
    return False


class Uneditable(Exception):
    """A manuscript cannot be made to say what was done; carries its path."""


def edited(files: Scan, original: Original) -> dict[str, bytes]:
    """Manuscript → its bytes once the picture is done, verified by reading them again.

    Raises:
        Uneditable: the list could not be found again, or something else would change with it.
    """
    of_manuscript: dict[str, list[Asked]] = defaultdict(list)
    for place in original.places:
        of_manuscript[place.manuscript].append(place)
    return {path: _edited(files, path, original, places) for path, places in of_manuscript.items()}


def _edited(files: Scan, path: str, original: Original, places: list[Asked]) -> bytes:
    data = files.absolute(path).read_bytes()
    encoding, text = _text(data, path)
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    for place in sorted(places, key=lambda one: (one.line, one.column), reverse=True):
        if place.is_cover:
            lines = attribute_editing.settle_cover(lines, place.line)
        else:
            lines = attribute_editing.settle(
                lines, place.line, place.column, is_cropped=original.retouch.crop is not None
            )
    changed = end.join(lines).encode(encoding)
    _verify(places[0].kind, data, changed, path, original)
    return changed


def _text(data: bytes, path: str) -> tuple[str, str]:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.encode(encoding) == data:
            return encoding, text
    raise Uneditable(path)


def _verify(kind: str, before: bytes, after: bytes, path: str, original: Original) -> None:
    """The same manuscript, but for what was done to this picture."""
    old, new = (read(ReadingTask(path, data, kind), KINDS).manuscript for data in (before, after))
    if old is None or new is None or new.html != old.html or len(new.references) != len(old.references):
        raise Uneditable(path)
    settled = {place.index for place in original.places if place.manuscript == path and not place.is_cover}
    for number in {*old.notes, *new.notes}:
        was, now = old.notes.get(number, PictureNote()), new.notes.get(number, PictureNote())
        if number not in settled:
            if was != now:
                raise Uneditable(path)
        elif now.mosaic or (was.mosaic and not now.is_masked) or (original.retouch.crop and now.crop):
            raise Uneditable(path)
    if any(place.is_cover for place in original.places if place.manuscript == path) and (
        new.front.cover is None or new.front.cover.mosaic
    ):
        raise Uneditable(path)
