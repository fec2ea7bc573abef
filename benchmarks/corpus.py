"""A synthetic hospital of N articles: sections, units, people, keywords, and about 3.7 KB of Markdown an article.

Everything is drawn from a generator seeded by the article's number, so two machines race over the same bytes and a
larger corpus begins with the smaller one. ``manuscripts.py`` writes these items as each peer wants them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, product

NAME = "基准市人民医院"
URL = "https://www.bench-hospital.example"
NOW = "2026-11-20"
"""The instant every site is built for."""
NEWEST = datetime(2026, 11, 18, 20, 0)
_YEARS = 18


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    parent: str = ""
    kind: str = "news"
    weight: int = 0
    """How many of a hundred articles stand here."""


SECTIONS = (
    Section("news", "新闻中心"),
    Section("hospital-news", "医院要闻", "news", weight=24),
    Section("nursing", "护理园地", "news", weight=10),
    Section("research", "科研教学", "news", weight=9),
    Section("union", "工会群团", "news", weight=5),
    Section("party", "党建工作"),
    Section("party-news", "党建动态", "party", weight=14),
    Section("branch-reports", "支部风采", "party", "branch-report", weight=11),
    Section("study", "学习园地", "party", weight=5),
    Section("integrity", "清廉医院", "party", weight=5),
    Section("notices", "通知公告", kind="notice", weight=8),
    Section("health", "健康科普", weight=9),
)
LEAVES = tuple(section for section in SECTIONS if section.weight)
DEPARTMENTS = {
    "publicity": "宣传科", "party-office": "党委办公室", "hospital-office": "院长办公室", "discipline": "纪检监察室",
    "medical-affairs": "医务科", "nursing-dept": "护理部", "outpatient-office": "门诊部", "insurance-office": "医保办",
    "human-resources": "人事科", "procurement-office": "招标采购中心", "finance": "财务科", "research-office": "科教科",
    "union-office": "工会", "health-management": "健康管理中心", "cardiology": "心血管内科", "paediatrics": "儿科",
}  # fmt: skip
BRANCHES = {
    "outpatient": ("门诊党支部", "余知秋"), "internal-1": ("内科第一党支部", "范思源"),
    "internal-2": ("内科第二党支部", "于明远"), "surgery": ("外科党支部", "钟建岳"),
    "women-children": ("妇儿党支部", "谷雨晴"), "emergency": ("急诊重症党支部", "万里程"),
    "med-tech": ("医技党支部", "叶松年"), "logistics": ("行政后勤党支部", "后长青"),
}  # fmt: skip
_SURNAMES = "于范后钟王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许"
_GIVEN = ("明远", "思源", "建国", "晓禾", "雨晴", "立群", "海燕", "志强", "静", "文博")
AUTHORS = tuple(surname + given for surname, given in product(_SURNAMES, _GIVEN))
_SUBJECTS = ("门诊", "急诊", "护理", "心血管", "骨科", "儿科", "肿瘤", "康复", "检验", "影像", "药学", "体检", "产科", "慢病", "老年")  # fmt: skip
_MATTERS = ("服务", "质量", "科普", "教学", "科研", "义诊", "管理", "信息化", "培训", "安全")
KEYWORDS = tuple(
    f"{subject}{matter}"
    for subject, matter in sorted(product(_SUBJECTS, _MATTERS), key=lambda pair: random.Random("".join(pair)).random())
)
"""150 words; the first is used some thirty times as often as the last (``_KEYWORD_WEIGHTS``)."""
_KEYWORD_WEIGHTS = tuple(accumulate(1 / (rank + 4) for rank in range(len(KEYWORDS))))

_SENTENCES = (
    "医院党委坚持以人民健康为中心，把提升{k}水平作为全年工作的主线。",
    "{d}组织党员专家走进社区，为{n}名居民测量血压、解读检查报告、讲解用药常识。",
    "改造后的候诊区增设了无障碍通道和座椅，老年患者从挂号到取药平均少走{n}步。",
    "护理部把床旁交接延长到十分钟，夜班护士把每位患者的饮食、皮肤和管路逐项说清。",
    "科教科介绍，全年立项课题{n}项，其中由青年医师牵头的占一半以上。",
    "急诊重症党支部开展应急演练，从接报到开放绿色通道用时{n}秒。",
    "“把问题写在纸上，把办法落在岗位上。”{p}在组织生活会上说。",
    "医保办在服务台公示常见问题，异地就医备案可以当场办结。",
    "截至{m}月底，医联体成员单位转诊患者{n}余人次，下转康复{m}百余人次。",
    "志愿服务队利用周末走访结对家庭，送去药品清单和复诊提醒卡。",
    "{p}说，最难的不是买设备，而是让每个班次都按同一张清单干活。",
    "{d}牵头制定了{k}的八条细则，逐条写明责任人和完成时限。",
    "这项工作从{m}月份启动，先在两个病区试行，随后向全院推开。",
    "患者家属{p}写来感谢信，说夜里三点按铃，护士一分钟就到了床边。",
    "会议指出，要把{k}与业务工作同谋划、同部署、同推进、同考核。",
    "后勤保障中心更换了{n}盏节能灯具，走廊夜间照度达到规范要求。",
    "专家提醒，出现胸闷、大汗、左肩放射痛应立即拨打急救电话，不要自行驾车。",
    "与去年同期相比，平均候诊时间缩短{m}分钟，投诉量下降百分之{m}。",
    "培训采取案例复盘的方式，{p}带领大家还原了当晚的处置过程。",
    "检验科里里外外只有{m}个人，却承担着全院每天{n}份标本的检测。",
    "下一步，{d}将继续完善制度，把好的做法固定下来，把薄弱环节补起来。",
    "本次活动共发放宣传手册{n}份，接受咨询{n}人次，现场预约复诊{m}人。",
    "复查结果显示，各项指标已经恢复到正常范围，患者于{m}日后顺利出院。",
    "党员示范岗亮身份、亮承诺，把“我是党员我先上”写进了排班表。",
    "干部职工纷纷表示，要发扬钉钉子精神，一件接着一件办，一年接着一年干。",
    "该院与高校合作开展{k}研究，相关论文发表在核心期刊上。",
)
_TITLES = (
    "{d}开展{k}专项活动", "我院召开{k}工作推进会", "{k}再上新台阶：{d}的{n}天", "凝聚最小单元，争当{k}排头兵",
    "关于做好{k}有关工作的通知", "{p}：在{k}一线的坚守", "一张清单管到底——{d}{k}见闻", "我院举办{k}培训班，{n}人参加",
)  # fmt: skip
_HEADINGS = ("抓实一线", "便民为先", "数字背后", "下一步打算", "他们怎么说", "从问题出发")
_TABLE = "| 项目 | 数量 | 同比 |\n|---|---|---|\n| 门诊 | {0} | 3% |\n| 住院 | {1} | 2% |\n| 手术 | {2} | 5% |"


@dataclass(frozen=True, slots=True)
class Item:
    """One article, generator-neutral."""

    number: int
    section: Section
    date: datetime
    title: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    department: str
    """An id, or empty."""
    branch: str
    paragraphs: tuple[str, ...]
    """Markdown blocks."""
    link: tuple[int, str] | None
    """Number and words of a link to an earlier article, for the end of the text."""

    @property
    def slug(self) -> str:
        return f"a{self.number}"


def items(count: int) -> Iterator[Item]:
    return map(item, range(count))


def item(number: int) -> Item:
    """The article of that number, always the same."""
    draw = random.Random(f"xinglin {number}")
    section = draw.choices(LEAVES, [leaf.weight for leaf in LEAVES])[0]
    is_party = section.parent == "party"
    keywords = draw.choices(KEYWORDS, cum_weights=_KEYWORD_WEIGHTS, k=draw.randint(3, 5))
    department = draw.choice(tuple(DEPARTMENTS)) if draw.random() < 0.85 else ""
    branch = draw.choice(tuple(BRANCHES)) if draw.random() < (0.8 if is_party else 0.15) else ""
    words = _Words(draw, DEPARTMENTS[department or "publicity"], keywords[0])
    return Item(
        number=number,
        section=section,
        date=(NEWEST - timedelta(minutes=draw.randrange(_YEARS * 365 * 24 * 60))),
        title=words.fill(draw.choice(_TITLES)),
        authors=tuple(dict.fromkeys(draw.choices(AUTHORS, k=draw.choice((1, 1, 2, 2, 3))))),
        keywords=tuple(dict.fromkeys(keywords)),
        department=department,
        branch=branch,
        paragraphs=tuple(_blocks(draw, words)),
        link=(draw.randrange(number), "此前的报道") if number and draw.random() < 0.15 else None,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Fills the gaps of a pattern: {d}epartment, {k}eyword, {p}erson, {n}umber, {m}onth."""

    draw: random.Random
    department: str
    keyword: str

    def fill(self, pattern: str) -> str:
        return pattern.format(
            d=self.department,
            k=self.keyword,
            p=self.draw.choice(AUTHORS),
            n=self.draw.randint(12, 980),
            m=self.draw.randint(2, 11),
        )


def _blocks(draw: random.Random, words: _Words) -> Iterator[str]:
    """Two to five chapters of paragraphs; some with a list, a table or a bold sentence."""
    yield _paragraph(draw, words)
    for heading in draw.sample(_HEADINGS, draw.choice((0, 1, 2, 2, 3, 4))):
        yield f"## {heading}"
        for _ in range(draw.randint(1, 3)):
            yield _paragraph(draw, words)
        form = draw.random()
        if form < 0.25:
            yield "\n".join(f"{number}. {words.fill(draw.choice(_SENTENCES))}" for number in range(1, 4))
        elif form < 0.4:
            yield _TABLE.format(*(draw.randint(10, 3000) for _ in range(3)))
        elif form < 0.55:
            yield f"**{words.fill(draw.choice(_SENTENCES))}**"
    yield _paragraph(draw, words)


def _paragraph(draw: random.Random, words: _Words) -> str:
    return "".join(words.fill(pattern) for pattern in draw.sample(_SENTENCES, draw.randint(4, 8)))
