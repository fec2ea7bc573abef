"""The one tuple that registers every kind."""

from types import MappingProxyType

from xinglin.core.kinds import Kind, Kinds
from xinglin.disclosure.kind import DISCLOSURE
from xinglin.epaper.kind import EPAPER
from xinglin.guides.kind import GUIDE
from xinglin.honours.kind import HONOURS
from xinglin.news.kind import BRANCH_REPORT, NEWS, PAGE
from xinglin.notices.kind import NOTICE

ALL: tuple[Kind, ...] = (NEWS, BRANCH_REPORT, PAGE, NOTICE, GUIDE, HONOURS, DISCLOSURE, EPAPER)

KINDS: Kinds = MappingProxyType({kind.name: kind for kind in ALL})
