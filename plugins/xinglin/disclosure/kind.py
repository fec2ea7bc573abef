"""The disclosure entry. Its fields are the shared ones, since any kind of article may discharge a catalogue item."""

from xinglin.core.kinds import Kind
from xinglin.manuscript.front_matter import FrontMatter

DISCLOSURE = Kind("disclosure", "公开", FrontMatter, "disclosure.html", "Article")
