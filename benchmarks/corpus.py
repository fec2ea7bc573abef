"""A synthetic hospital of N articles: the same words for every generator, about 3.7 KB of Markdown an article.

Deterministic, so that two machines race over the same bytes. Written three times: for us, for stock Pelican, for Hugo.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECTIONS = (
    "hospital-news",
    "party-news",
    "branch-reports",
    "nursing",
    "research",
    "health",
    "notices",
    "integrity",
    "study",
    "union",
)
KEYWORDS = (
    "党建引领",
    "主题党日",
    "优质服务",
    "高质量发展",
    "医联体",
    "义诊",
    "护理",
    "科研",
    "健康科普",
    "急诊急救",
    "医保",
    "志愿服务",
)
_SENTENCES = (
    "医院党委坚持以人民健康为中心，把提升服务质量作为全年工作的主线。",
    "门诊党支部组织党员专家走进社区，为居民测量血压、解读检查报告、讲解用药常识。",
    "改造后的候诊区增设了无障碍通道和座椅，老年患者从挂号到取药平均少走三百步。",
    "护理部把床旁交接延长到十分钟，夜班护士把每位患者的饮食、皮肤和管路逐项说清。",
    "科教科介绍，全年立项课题四十二项，其中由青年医师牵头的占一半以上。",
    "急诊重症党支部开展应急演练，从接报到开放绿色通道用时四分十秒。",
    "“把问题写在纸上，把办法落在岗位上。”支部书记在组织生活会上说。",
    "医保办在服务台公示常见问题，异地就医备案可以当场办结。",
    "截至十月底，医联体成员单位转诊患者一千二百余人次，下转康复三百余人次。",
    "志愿服务队利用周末走访结对家庭，送去药品清单和复诊提醒卡。",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One article, generator-neutral."""

    number: int
    section: str
    year: int
    month: int
    day: int
    title: str
    keywords: tuple[str, ...]
    body: str

    @property
    def slug(self) -> str:
        return f"a{self.number}"

    @property
    def date(self) -> str:
        return f"{self.year}-{self.month:02}-{self.day:02}"


def items(count: int) -> Iterator[Item]:
    generator = random.Random(20261122)
    for number in range(count):
        paragraphs = ["".join(generator.choices(_SENTENCES, k=6)) for _ in range(6)]
        table = "| 项目 | 数量 | 同比 |\n|---|---|---|\n| 门诊 | 1200 | 3% |\n| 住院 | 340 | 2% |\n| 手术 | 96 | 5% |"
        body = f"{paragraphs[0]}\n\n{paragraphs[1]}\n\n## 抓实一线\n\n{paragraphs[2]}\n\n{paragraphs[3]}\n\n{table}\n\n## 便民为先\n\n{paragraphs[4]}\n\n**{paragraphs[5]}**\n"
        yield Item(
            number=number,
            section=SECTIONS[number % len(SECTIONS)],
            year=2007 + generator.randrange(20) if number else 2026,
            month=1 + generator.randrange(10),
            day=1 + generator.randrange(28),
            title=f"第{number}号稿件：凝聚最小单元，争当窗口服务排头兵",
            keywords=tuple(generator.sample(KEYWORDS, 3)),
            body=body,
        )


def write_xinglin(folder: Path, count: int) -> None:
    """content/ as our editors write it."""
    (folder / "content").mkdir(parents=True)
    (folder / "content/site.yaml").write_text("name: 基准医院\nurl: https://bench.example\n", "utf-8")
    rows = "".join(f"- {{id: {section}, title: {section}}}\n" for section in SECTIONS)
    (folder / "content/sections.yaml").write_text(rows, "utf-8")
    for item in items(count):
        path = folder / "content" / item.section / str(item.year) / f"{item.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = (
            f"---\n标题: {item.title}\n日期: {item.date}\n作者: 张三 李四\n关键词: {' '.join(item.keywords)}\n---\n\n"
        )
        path.write_text(head + item.body, "utf-8")


def write_pelican(folder: Path, count: int) -> None:
    """content/ for stock Pelican with its own theme, one script."""
    for item in items(count):
        path = folder / "content" / item.section / f"{item.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"Title: {item.title}\nDate: {item.date}\nSlug: {item.slug}\nAuthors: 张三, 李四\nTags: {', '.join(item.keywords)}\n\n"
        path.write_text(head + item.body, "utf-8")
    settings = (
        'PATH = "content"\nTIMEZONE = "Asia/Shanghai"\nDEFAULT_LANG = "zh"\nSITEURL = "https://bench.example"\n'
        'TAG_SAVE_AS = ""\nDEFAULT_PAGINATION = 20\n'
        'PAGINATION_PATTERNS = ((1, "{url}", "{save_as}"), (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"))\n'
    )
    (folder / "pelicanconf.py").write_text(settings, "utf-8")


def write_hugo(folder: Path, count: int) -> None:
    """content/zh-hans for Hugo; the race converts it to content/zh-hant and times that too."""
    for item in items(count):
        path = folder / "content/zh-hans" / item.section / f"{item.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = ", ".join(f'"{word}"' for word in item.keywords)
        head = f'---\ntitle: "{item.title}"\ndate: {item.date}\nslug: {item.slug}\nauthors: ["张三", "李四"]\nkeywords: [{words}]\n---\n\n'
        path.write_text(head + item.body, "utf-8")
