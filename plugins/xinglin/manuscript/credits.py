"""Credits that stand at the tail of a body, as hospitals write them, read into the front matter's fields.

Seen on real pages: ``图文/宣传外联部``, ``（宣传统战处 汪青青）``, ``(责编:刘颖、张磊)``, and a bare ``(刘海峰)`` behind the
last sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xinglin.core.surnames import is_name

_OPEN, _CLOSE = "[(（]", "[)）]"
_ROLE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "图文": ("authors", "photographers"), "文图": ("authors", "photographers"), "文": ("authors",), "撰文": ("authors",),
    "图": ("photographers",), "摄影": ("photographers",), "图片": ("photographers",), "供图": ("photographers",),
    "供稿": ("authors",), "撰稿": ("authors",), "作者": ("authors",), "记者": ("reporters",), "本报记者": ("reporters",),
    "通讯员": ("correspondents",), "本报通讯员": ("correspondents",), "编辑": ("editors",), "责编": ("editors",),
    "责任编辑": ("editors",), "校对": ("proofreaders",), "责校": ("proofreaders",), "来源": ("source",),
    "圖文": ("authors", "photographers"), "圖": ("photographers",), "攝影": ("photographers",), "責編": ("editors",),
}  # fmt: skip
_ROLES = "|".join(sorted(_ROLE_FIELDS, key=len, reverse=True))
_PART = re.compile(
    rf"(?P<role>图\s*[/／、]\s*文|文\s*[/／、]\s*图|{_ROLES})\s*[/／:：|｜]\s*(?P<names>[^/／:：|｜]+?)(?=\s+(?:{_ROLES})\s*[/／:：|｜]|$)"
)
_WRAPPED = re.compile(rf"^{_OPEN}(?P<inner>[^()（）]{{2,60}}){_CLOSE}$")
_SUFFIX = re.compile(rf"(?P<before>[。！？!?”’…』」])\s*{_OPEN}(?P<inner>[^()（）]{{2,24}}){_CLOSE}$")
_DEPARTMENT = re.compile(
    r"^(?P<department>[\u4e00-\u9fff]{1,14}(?:[科处處部室办辦会會局站队隊院]|中心|支部))\s*(?P<names>.*)$"
)

_IS_DEPARTMENT = re.compile(r"(?:[科处處部室办辦会會局站队隊院组組社台臺]|中心|支部|资料|資料)$")
# What stands in brackets at the end of a text, begins with a character that is also a surname, and names nobody.
_REMARKS = frozenset(
    {
        "全文", "全文完", "方案", "安全", "成功", "温馨", "经验", "和谐", "时间", "文件", "方法", "通知", "国家级",
        "省级", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "元旦", "单位", "党员", "成人", "高危", "和平",
        "广西", "广东", "江苏", "江西", "安徽", "宁夏", "云南", "贵州", "海南", "河北", "陕西", "湖北", "湖南", "温州",
        "郑州", "徐州", "苏州", "常州", "杭州", "单人", "双人", "家属", "党委", "党支部", "党总支", "党组", "于今",
        "应急", "左侧", "右侧", "上午", "下午", "白天", "夏季", "秋季", "冬季", "春季", "毛重", "康复", "乐观", "水平",
        "白班", "全天", "全院", "广州", "吉林", "甘肃", "金额", "万元", "万人", "万例", "元月", "边界", "历时", "连续",
        "共计", "合计", "向上", "向下", "向前", "古籍", "红色", "黄色", "蓝色", "白色", "黑色", "关键", "关注", "易燃",
        "习惯", "高温", "高压", "高值", "成本", "成果", "花絮", "应届", "左右", "房间", "钱款", "石膏", "时段", "时长",
        "计划", "费用", "平均", "平安", "党建", "党课", "党章", "党费",
    }
)  # fmt: skip
"""Words in brackets that begin with a surname's character and are no names."""

Credits = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Tail:
    """What was found: fields to fill, and the body's lines without the credits."""

    fields: Credits
    lines: list[str]
    bare: str = ""
    """Names that stood in brackets with nothing to say that they are names: worth a word to the author."""


def take(lines: list[str], present: Mapping[str, object]) -> Tail:
    """Read credits from the end of a body.

    Args:
        lines: the body's lines.
        present: front matter the author gave; a credit whose fields all stand there already remains prose.
    """
    fields: Credits = {}
    bare = ""
    rest = list(lines)
    for _ in range(5):
        while rest and not rest[-1].strip():
            rest.pop()
        if not rest:
            break
        line = rest[-1].strip()
        whole = _whole_line(line)
        if whole is not None:
            if not _fill(fields, whole, present):
                break
            bare = bare or _bare(line)
            rest.pop()
            continue
        suffix = _SUFFIX.search(line)
        found = _bracketed(suffix["inner"].strip()) if suffix else None
        if suffix and found and _fill(fields, found, present):
            rest[-1] = line[: suffix.end("before")]
            bare = bare or _bare(suffix["inner"])
        break
    return Tail(fields, rest, bare)


def _whole_line(line: str) -> Credits | None:
    wrapped = _WRAPPED.match(line)
    if wrapped:
        return _roles(wrapped["inner"].strip()) or _bracketed(wrapped["inner"].strip())
    return _roles(line) if len(line) <= 60 else None


def _roles(text: str) -> Credits | None:
    """``图文/宣传科``, ``文/张三 图/李四``, ``责编:刘颖、张磊``: nothing but role and names, or it is prose."""
    found: Credits = {}
    position = 0
    for part in _PART.finditer(text):
        if text[position : part.start()].strip(" \u3000、，,;；"):
            return None
        names = part["names"].strip(" \u3000、，,;；")
        role = re.sub(r"[\s/／、]", "", part["role"])
        if len(names) > 30 or re.search(r"[。！？!?]", names) or (role != "来源" and not _are_credited(names)):
            return None
        for field in _ROLE_FIELDS[role]:
            found[field] = names
        position = part.end()
    return found if found and not text[position:].strip() else None


def _bracketed(inner: str) -> Credits | None:
    """``宣传科 汪青禾`` or bare names; anything else in brackets (完, 下转第三版) is a remark."""
    department = _DEPARTMENT.match(inner)
    if department:
        names = _names(department["names"])
        if names:
            return {"department": department["department"], "authors": names}
        if not department["names"]:
            return {"department": inner}
    names = _names(inner)
    return {"authors": names} if names else None


def _bare(text: str) -> str:
    """The names, where nothing but brackets marks them."""
    inner = text.strip().strip("()（）").strip()
    return inner if _names(inner) and not _DEPARTMENT.match(inner) else ""


def _are_credited(text: str) -> bool:
    """Behind ``图：`` a name, a department or Latin letters are a credit; anything else (门诊大厅义诊现场) is a caption."""
    words = [word for word in re.split(r"[\s\u3000、，,;；]+", text) if word]
    return all(is_name(word) or word.isascii() or "·" in word or _IS_DEPARTMENT.search(word) for word in words)


def _names(text: str) -> list[str]:
    names = [word for word in re.split(r"[\s\u3000、，,]+", text) if word]
    return names if names and all(is_name(name) and name not in _REMARKS for name in names) else []


def _fill(fields: Credits, found: Credits, present: Mapping[str, object]) -> bool:
    new = {name: value for name, value in found.items() if not present.get(name) and name not in fields}
    fields.update(new)
    return bool(new)
