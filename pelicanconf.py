"""Pelican's mechanics for `pelican content -s pelicanconf.py`. The hospital itself is in content/site.yaml."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))

from xinglin.press.pelican_class import Xinglin  # noqa: E402  # the path line above makes it importable

PELICAN_CLASS = Xinglin
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
PLUGINS: list[str] = []
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-cn"  # docutils warns of a plain zh
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None  # feeds are ours
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = False
