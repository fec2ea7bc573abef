"""The kinds whose front matter is the shared one."""

from xinglin.core.kinds import Kind
from xinglin.manuscript.front_matter import FrontMatter

NEWS = Kind("news", "新闻", FrontMatter, "article.html", "NewsArticle")
BRANCH_REPORT = Kind("branch-report", "支部", FrontMatter, "article.html", "NewsArticle")
PAGE = Kind("page", "页面", FrontMatter, "page.html", "WebPage", has_year=False)
