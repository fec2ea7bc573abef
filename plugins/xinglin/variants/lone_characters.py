"""Characters that stand alone between words: which of their Traditional forms their surroundings ask for.

OpenCC gives an ambiguous character that no phrase covers its most frequent form. For some that is the wrong one in modern
prose (范 alone is a surname, not 範), and for some the neighbours decide (60只 is 隻, 只能 is 只). Each rule is a pair of
patterns, matched right before and right behind the character; the first that fits wins. Forms are OpenCC's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

_NUMBER = "0-9０-９〇零一二三四五六七八九十百千万亿两几数多余半"
_UNIT = "年月日天元吨米里岁周"
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
)
_POST = "医生|医师|大夫|主任|教授|院长|护士|老师|先生|女士|书记|同志"
_REST = (
    "正常|[均皆未无不款额下数的者约震瓣各为系见可]|[大小结直]肠|[肝脾肺肾胃胆脑胰骨腹胸颈肢双两]|症状|体征|肿|病[灶理变]|淋巴|送检|检查|查体|否认|"
    "组织|脏器|器官|房室|瓣膜|指标|情况|项目|部[分位]|票"
)
_NO_MODAL = "(?![有能是要会需用在为想可限剩占靠让顾不因听见凭差])"
_WEEKS = "活动|交流|学术|宣传|服务|学习|训练|培训|教育|文化|传播|消费|阅读|健康|质量|安全|科技|宣教|护理|法治"
_NAME = "[\u4e00-\u9fff]"
# Characters that foreign names are written with and that seldom stand alone elsewhere.
FOREIGN = (
    "阿埃艾奥巴贝彼博布查达戴丹德蒂顿厄恩尔菲费芬夫弗伽盖戈格哈赫霍基吉加贾捷卡凯坎科克肯库拉莱兰劳勒"
    "雷黎莉利林卢鲁伦罗洛马玛迈曼梅蒙米密莫姆纳娜尼涅努诺帕佩皮普奇契恰乔切琼瑞萨塞桑沙什施史斯丝苏索"
    "安塔泰特廷图托瓦韦维沃乌西希锡谢雅亚耶伊因尤约泽扎茨穆略登班斐默古杜杰迪詹威法"
)
_PLACES = frozenset("科库卡沙班")


def is_foreign(word: str) -> bool:
    """Whether a word with 里 is part of a foreign name (杰弗里, 基里), of which OpenCC knows few; 科里 is in the department."""
    rest = word.replace("里", "")
    return rest != "" and not _PLACES.issuperset(rest) and all(character in FOREIGN for character in rest)


class Rule(NamedTuple):
    """A form of a character, the pattern that matches the character where it has that form, and why, in Chinese."""

    form: str
    pattern: str
    reason: str

    def holds(self, text: str, position: int) -> bool:
        """Whether the character at ``position`` has this form, should it stand alone."""
        return _compiled(self.pattern).match(text, position) is not None


# Compiled when first asked for: it takes longer than converting an article, and few of the rules are needed for one.
_compiled = cache(re.compile)


class _Condition(NamedTuple):
    form: str
    reason: str
    before: str = ""
    behind: str = ""
    is_first: bool = False
    """No Chinese character stands before it."""


def _rules(table: Mapping[str, Iterable[_Condition]]) -> Mapping[str, tuple[Rule, ...]]:
    return {
        character: tuple(Rule(c.form, _pattern(character, c), c.reason) for c in conditions)
        for character, conditions in table.items()
    }


def _pattern(character: str, condition: _Condition) -> str:
    before = f"(?<!{_NAME})" if condition.is_first else ""
    before += f"(?<={condition.before})" if condition.before else ""
    return before + character + (f"(?={condition.behind})" if condition.behind else "")


_TABLE = {
    "余": (
        _Condition("餘", "数目后面的余是剩余", before=f"[{_NUMBER}{_UNIT}之]"),
        _Condition("餘", "病历里的“其余”", behind=_REST, is_first=True),
        _Condition("余", "名字的末一字", before=f"[、由和与][{_SURNAMES}]{_NAME}", behind="[、，。）　]"),
        _Condition("餘", "后面不是名字", behind="(?![\u4e00-\u9fff])|[均皆未无不款额下数的者约震瓣]"),
        _Condition("余", "单独的余是姓"),
    ),
    "范": (_Condition("范", "单独的范是姓"),),
    "朴": (_Condition("朴", "单独的朴是姓"),),
    "出": (_Condition("齣", "一出戏", before="一", behind="好?大?[戏剧]|折子|悲剧|喜剧|闹剧"),),
    "夸": (_Condition("夸", "外国人名", behind=f"[{FOREIGN}][{FOREIGN}]"),),
    "划": (_Condition("划", "划船", behind="[着船桨艇]|小舟"),),
    "松": (
        _Condition("鬆", "松开、松一口气", behind="了?一?口气|了?[一手些]|开(?![除幕展会])|绑|紧"),
        _Condition("鬆", "不松", before="[不别未丝]", behind="(?![\u4e00-\u9fff])|了"),
    ),
    "冲": (
        _Condition("沖", "用水冲", before="[水液]", behind="(?![\u4e00-\u9fff])|[洗了勿净]"),
        _Condition("沖", "被水冲", before="[洪浪]"),
        _Condition("沖", "用水冲", behind="[奶茶牙调管饮]|咖啡|蜂蜜|厕|马桶"),
        _Condition("沖", "山里的平地，村名", before=_NAME, behind="村(?![民里庄])"),
    ),
    "岳": (_Condition("岳", "单独的岳是姓或地名"),),
    "岩": (_Condition("岩", "通行字形"),),
    "签": (_Condition("簽", "单独的签是签字"),),
    "喂": (_Condition("餵", "后面有宾语或补语，是喂食", behind=_NAME),),
    "于": (
        _Condition("于", "前面没有字，后面是称呼", behind=f"(?:{_NAME}{{1,2}})?(?:{_POST})", is_first=True),
        _Condition("于", "名单里的姓", before="[、　]", behind=f"{_NAME}{{1,2}}[、（　]"),
        _Condition("于", "后面是名字和称呼", before="[的以由和与]", behind=f"{_NAME}{{1,2}}(?:{_POST})"),
    ),
    "托": (_Condition("託", "托人办事", behind="了?(?:[熟亲]?人|[朋亲]友)"),),
    "郁": (_Condition("郁", "后面是称呼", behind=_POST),),
    "钟": (_Condition("鐘", "分、秒、点后面的钟是时钟", before="[分秒点刻]"),),
    "只": (
        _Condition("隻", "括号里的量词", before="[头羽匹条][（(]", behind="[）)]"),
        _Condition("隻", "数目和“这、那”后面的只是量词", before="[0-9０-９一两二三四五六七八九十百千万亿这那每各]", behind=_NO_MODAL),
    ),
    "周": (
        _Condition("周", "绕一周的几分之几", before="[0-9][/／][0-9]"),
        _Condition("周", "绕一周", before=f"[绕环]{_NAME}{_NAME}[0-9]", behind="(?![\u4e00-\u9fff])"),
        _Condition("週", "数目后面的周是星期", before=f"[0-9０-９第每按{_NUMBER}]", behind="(?![岁年边身])"),
        _Condition("週", "一周的活动", before=_WEEKS, behind="(?![恩总永]|[\u4e00-\u9fff]{1,2}(?:同|先|教|主|院))"),
    ),
    "干": (
        _Condition("乾", "干燥", before="[口眼鼻咽唇嘴睛舌皮晒晾]", behind="(?![\u4e00-\u9fff])|[口的和、]"),
        _Condition("乾", "干的东西", behind="[布菜果粮货蘑枣梅虾鱼肉菇叶草柴辣笋贝鲜痒涩裂痰]|包菜|豆[角腐]|海带|木耳|一[点些]"),
        _Condition("乾", "干了", before="[偏便汗熬已苔肤痰而质]", behind="(?![\u4e00-\u9fff])|[了的成]"),
        _Condition("乾", "晒干的东西", before="[瓜薯鱼果肉菜笋枣莓杏桃梨蕉芒]", behind="(?![\u4e00-\u9fff])|[和、等的]"),
        _Condition("干", "后面是称呼", behind=_POST),
        _Condition("干", "外国人名、地名", before=f"[{FOREIGN}·]", behind=f"[{FOREIGN}·]"),
    ),
    "面": (
        _Condition("麪", "米和面", before="[米白磨]", behind="(?![\u4e00-\u9fff])|[、和及中]"),
        _Condition("麪", "米、面、油", before="米、", behind="、?[油粮混]"),
        _Condition("麪", "和面", before="和", behind="[、，。]"),
        _Condition("麪", "面人", before="[、捏]", behind="人[、和，。]"),
    ),
    "卷": (_Condition("捲", "卷作动词", behind="[成起入走进着]"),),
    "游": (_Condition("游", "在水里游", behind="[上到向过回].{0,2}岸"),),
    "舍": (_Condition("捨", "舍此取彼", behind="[^，。；！？\n]{1,9}而[用取求就]"),),
    "系": (
        _Condition("繫", "真情系百姓", before="情", behind="[百群民万患]"),
        _Condition("繫", "系作“拴”", behind="[上好紧在住着牢于]|起来|红?领[带巾]|腰带|围[裙巾]|[红丝]?绳"),
        _Condition("係", "系作“是”", before="[此均乃实确纯该皆即因常，。；：\n]"),
        _Condition("係", "系作“是”", before="患[者儿]"),
    ),
    "里": (
        _Condition("里", "里约", behind="约(?:残?奥|热|峰会|会议|州|市|国际)"),
        _Condition("里", "村名", behind="村(?![民里委干])"),
        _Condition("里", "数目后面的里是里程", before="[0-9０-９一二三四五六七八九十百千万余]"),
        _Condition("里", "外国人名、地名", before=f"·[{FOREIGN}]"),
        _Condition("里", "外国人名、地名", before=f"[{FOREIGN}·]", behind=f"[{FOREIGN}·]"),
        _Condition("里", "外国人名、地名", before=f"[{FOREIGN}][{FOREIGN}]"),
        _Condition("里", "外国人名、地名", behind=f"[{FOREIGN}][{FOREIGN}]"),
    ),
}  # fmt: skip


RULES = _rules(_TABLE)


class _AnyRule(dict[str, Callable[[str, int], re.Match[str] | None]]):
    """Character → what matches where one of its rules holds."""

    def __missing__(self, character: str) -> Callable[[str, int], re.Match[str] | None]:
        match = self[character] = re.compile("|".join([rule.pattern for rule in RULES[character]])).match
        return match


_any_rule = _AnyRule()


def is_decided(text: str, position: int) -> bool:
    """Whether a rule has something to say of the character at ``position``, should it stand alone."""
    return _any_rule[text[position]](text, position) is not None


def form(text: str, position: int) -> Rule | None:
    """The rule that decides the form of the character at ``position``, which stands alone; None: the usual form."""
    for rule in RULES.get(text[position], ()):
        if rule.holds(text, position):
            return rule
    return None
