"""Stock Pelican doing what we do, in one script: its default class, no content cache, a theme of equal furniture."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

SITENAME = "基准市人民医院"
SITEURL = "https://www.bench-hospital.example"
PATH = "content"
THEME = "theme"
PLUGINS = ["furniture"]
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
STATIC_PATHS = ["media"]
SLUGIFY_USE_UNICODE = True
SUMMARY_MAX_PARAGRAPHS = 1
WITH_FUTURE_DATES = True
CACHE_CONTENT = False

ARTICLE_URL = "{category}/{date:%Y}/{slug}.html"
ARTICLE_SAVE_AS = ARTICLE_URL
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
AUTHOR_SAVE_AS = ""
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "archive/{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"
DIRECT_TEMPLATES = ["index", "news", "party", "site_map", "not_found", "sitemap", "robots"]
NEWS_SAVE_AS = "news/index.html"
PARTY_SAVE_AS = "party/index.html"
SITE_MAP_SAVE_AS = "sitemap/index.html"
NOT_FOUND_SAVE_AS = "404.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": None, "tag": None, "period_archives": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_MAX_ITEMS = 20
FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feeds/site.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.xml"
RSS_FEED_SUMMARY_ONLY = True
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

SECTIONS = {
    "hospital-news": "医院要闻",
    "nursing": "护理园地",
    "research": "科研教学",
    "union": "工会群团",
    "party-news": "党建动态",
    "branch-reports": "支部风采",
    "study": "学习园地",
    "integrity": "清廉医院",
    "notices": "通知公告",
    "health": "健康科普",
    "news": "新闻中心",
    "party": "党建工作",
}
MENU = [
    ("news", ["hospital-news", "nursing", "research", "union"]),
    ("party", ["party-news", "branch-reports", "study", "integrity"]),
    ("notices", []),
    ("health", []),
]
PARENTS = {child: parent for parent, children in MENU for child in children}
GROUPS = ["hospital-news", "party-news", "branch-reports", "nursing", "research", "union"]
PHONES = {"急诊": "0000-8120120", "总机": "0000-8120000", "投诉": "0000-8120345", "预约": "0000-8120114"}
HOSPITAL = {
    "@type": "Hospital",
    "@id": f"{SITEURL}/#hospital",
    "name": SITENAME,
    "url": f"{SITEURL}/",
    "alternateName": "Bench People's Hospital",
    "telephone": "0000-8120000",
    "email": "office@bench-hospital.example",
    "foundingDate": "1952",
    "address": {"@type": "PostalAddress", "streetAddress": "基准市兰溪区杏林路1号", "addressCountry": "CN"},
}
