"""Whether the characters of a known name are that name where they stand: 主任于建国 is, 关于建国 is not.

A character like 于 or 范 also ends or begins words. What stands before and behind decides, in this order: a post or a
person's word before the name; a word that the characters before it make with its first one (由于, 模范, 其余); whether the
rest of the name is a word itself (建国, 海洋), so that both readings leave a sound sentence; a person's deed, or a time or a
place behind it. Where nothing decides, 于 before a word is the preposition, and anything else is the name.
"""

from __future__ import annotations

import re

from xinglin.variants import name_words

# Posts and other words for people, as they end. Whole words only: 院长 is a post, 成长 and 擅长 are none.
_POST = (
    "(?:[院科处部局校所厅会组队班站社市县区镇乡村州省旅营连排台馆室董事士船机家首团]长|主任|主席|主编|书记|委员|教授|讲师|"
    "医[师生]|护[士师]|药师|技师|检验师|治疗师|营养师|咨询师|工程师|经济师|会计师|律师|老师|教师|导师|大师|博士|硕士|院士|学士|专家|学者|"
    "记者|作者|患者|伤者|逝者|志愿者|获得者|参与者|工作者|讲解者|通讯员|宣传员|党员|干事|秘书|助理|顾问|代表|"
    "队员|组员|成员|会员|团员|学员|职员|职工|员工|工人|司机|保安|保洁员|导诊员|研究员|联络员|辅导员|调查员|驾驶员|服务员|营业员|"
    "技术员|指导员|评审员|安全员|信息员|联系人|负责人|主持人|主讲人|发言人|报告人|带头人|责任人|代言人|当事人|传承人|申请人|"
    "同志|同学|同事|同仁|家属|亲属|邻居|居民|村民|市民|先生|女士|学生|医学生|研究生|实习生|毕业生|规培生|患儿|产妇|老人|大爷|大妈|奶奶|爷爷|叔叔|阿姨|"
    "院领导|领导|标兵|能手|楷模|冠军|亚军|季军|烈士|英雄|战士|民警|警官|经理|总监|总经理|董事|理事|常委|主官|校友|"
    "[作画]家|[唱术学乐业]家|诗人|歌手|演员|运动员|教练|村医|中医|模范|"
    "主刀|麻醉|摄影|撰文|供稿|撰稿|图文|编辑|责编|校对|审核|审校|终审|拍摄|绘图|制图|制作|朗诵|演唱|主讲|授课|一作)"
)
POST_BEFORE = re.compile(rf"{_POST}$")
POST_BEHIND = re.compile(
    r"(?:(?:副|原|老|总)?(?:[一二三]级)?(?:副?(?:[院科处部局校所厅会组队班站社]长|主任|书记|教授|主席))|护士|护师|医师|医生|药师|技师|"
    r"同志|同学|老师|先生|女士|博士|院士|专家|夫妇|一家|本人|团队|大夫|师傅|委员|工作室|名医|总[，。、说]|"
    r"大[爷妈娘伯叔婶]|奶奶|爷爷|阿姨|叔叔|老人|小朋友|宝宝|的?(?:女儿|儿子|母亲|父亲|妻子|丈夫|家属|手[里中术])|等?[\d一二三四五六七八九十两多]+[名位人]|等[名位人])"
)
"""A post behind the name: 于建国主任."""

EDGES = "\n\r\t \u3000\ue000、，。；：！？,.;:!?（）()《》〈〉【】[]“”‘’\"'「」『』·—…/／|｜{}=+-－~～→＞><&*#"
BEFORE_A_PERSON = re.compile(
    r"(?:请|让|叫|给|为|被|把|将|和|与|及|同|跟|比|找|是|向|邀|陪|派|托|替|名叫|名为|即|以及|还有|其中|分别是|采访|见到|"
    r"看到|看望|慰问|祝贺|感谢|选举|任命|聘任|聘请|推荐|授予|免去|表彰|记得|听|据|经|在|像|到|对|由|的|关于|至于)$"
)
DEED = re.compile(
    r"(?:[，。、；：！？,.;:!?）)”’」』/ \n]|$|说|讲|表示|介绍|指出|强调|认为|告诉|回忆|坦言|笑着|感慨|提醒|建议|解释|透露|呼吁|"
    r"主持|主刀|主讲|主导|负责|牵头|带队|带领|率|担任|出任|兼任|就任|出席|参加|参与|宣布|宣读|致辞|致词|发言|讲话|汇报|"
    r"作[了报汇典题专交动总]|做[了报]|授课|讲授|讲解|讲述|分享|点评|总结|部署|陪同|前往|来到|走[进访]|看望|慰问|检查|调研|督导|"
    r"带[教着]|执笔|撰[写稿]|拍摄|供稿|供图|起草|获|荣获|被评|入选|当选|领[取衔誓]|签[字署]|接[受待诊过]|代表|"
    r"和|与|及|等|在|是|也|还|都|又|便|就|曾|已|正|则|并|要|会|能|率先|专程|亲自|认真|仔细|耐心|立即|"
    r"迅速|首先|最后|随后|一起|共同|来[自院到]|没有|完成|康复|出院|住院|入院|病情|同意|陪|送|捐|今年|现年|生前|的[子女妻夫父母手带指]|家[的人属]|为[患大我医])"
)
"""What a person does, or what stands behind a whole name."""
IN_CHARGE = re.compile(
    r"[^，。；！？、的\n\ue000]{0,8}?(?:负责|主持|主刀|主讲|牵头|带队|带领|率领|担任|兼任|出任|宣读|致辞|致词|授课|讲授|讲解|执笔|撰写|起草|"
    r"拍摄|完成|操作|承担|组织|指导|接替|代表|作[了主专题报]|做[了主专题报]|陪同|接待|签署|颁发|点评|总结|介绍|汇报|分享|领[誓读唱]|提供|审[核定])"
)
"""What is done by (由) somebody."""
TIME_OR_PLACE = re.compile(
    r"(?:之?初|初期|前夕|前后|前(?![往来去台线方])|后(?![勤续备面台方])|以[来前后]|之[际后前时]|时[，期的]|期间|年代|以后|"
    r"[第\d一二三四五六七八九十百零〇两几多○]+ ?(?:多|余)?(?:周年|年|月|日|周|天|个)|"
    r"(?:东|西|南|北|中|新|大)?(?:路|街|道|巷|门|村|镇|乡|县|区|市|省|岛|湾|港|桥|山|公园|广场|小区|社区|大厦|饭店|酒店|宾馆|大学|学院|中学|小学|医院|诊所)|"
    r"(?:环境|污染|保护|生物|资源|经济|权益|强国|文化|工程|事业|战略|领域|科学|科技|产业|战争|大业|方略|时期|"
    r"精神|思想|理念|意识|方面|问题|工作|之路|道路|成就|伟业|纲领|目标|政策|理论|主义|活动|服务|治理|生态|渔业|运输|气候|灾害))"
)
_ANNIVERSARY = re.compile(r"[\d一二三四五六七八九十百]+ ?多?(?:周年|年)|之[际初]|初期|以来|年代|大业")
"""What is said of 建国 and of nobody, whoever is vouched for."""

COUNTED = frozenset("余种周台里钟")
NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两几数多] ?$")
# Prepositions that are as sound before a person as they are with 于: 由/于秀英/负责, 由于/秀英/请假.
_EITHER = "由对在同"

UNIT_BEFORE = re.compile(r"(?:[科处部室局组队班站院系会办]|中心|支部|党委|工会|团委|病区|门诊|医院|公司)$")

_LONGEST_POST = 5
_LONGEST_CLAUSE = 14


def reads_as_name(text: str, start: int, end: int, surname: int = 1, *, vouched: bool = False) -> bool:
    """Whether ``text[start:end]``, the characters of a known name, is that name.

    Args:
        surname: characters of the surname.
        vouched: the article itself says that this person is in it; where both readings are sound it is then the name.
    """
    first, given, whole = text[start], text[start + surname : end], text[start:end]
    before, behind = text[max(0, start - _LONGEST_POST) : start], text[end : end + _LONGEST_CLAUSE]
    is_word = given in name_words.GIVEN or len(given) == 1
    counts = first == "于" and is_word and TIME_OR_PLACE.match(behind) is not None
    if POST_BEFORE.search(before):
        # 院长于建国前往北京 is a person, 院长于建国七十周年之际 a date
        return not counts or behind.startswith(("前", "后", "时"))
    counts = counts and (not vouched or _ANNIVERSARY.match(behind) is not None)
    is_open = not before or before[-1] in EDGES
    if not is_open:
        if before[-1] in name_words.STRONG.get(first, "") or (first in COUNTED and NUMERAL.search(before)):
            return False
        if first == "于" and before[-1] in _EITHER:
            return _after_preposition(before[-1], is_word, behind)
        if before[-1] in name_words.WEAK.get(first, ""):
            return not is_word or (vouched and not counts) or POST_BEHIND.match(behind) is not None
        if behind and behind[0] in name_words.CROSSING.get(text[end - 1], "") and not BEFORE_A_PERSON.search(before):
            return False
    if vouched or (whole not in name_words.WHOLE and (first != "于" or not is_word or (is_open and len(given) > 1))):
        return not counts
    if is_open and (before[-1:] == "、" or not behind or behind[0] in EDGES):
        return True
    return not counts and _is_shown(before, behind, is_strict=whole in name_words.WHOLE, is_short=len(given) == 1)


def _is_shown(before: str, behind: str, *, is_strict: bool, is_short: bool) -> bool:
    """Whether something beside characters that are sound as words says that they are a person.

    Args:
        is_strict: they are a word as a whole (谷雨), which a comma or 是 may stand beside too.
        is_short: the given name is one character: 检验科于春季 is a department in spring.
    """
    if POST_BEHIND.match(behind) or (
        BEFORE_A_PERSON.search(before) and not (is_strict and before[-1] in "是在到像据经")
    ):
        return True
    if not is_short and UNIT_BEFORE.search(before):
        return True
    return DEED.match(behind) is not None and not (is_strict and (not behind or behind[0] in EDGES))


def _after_preposition(preposition: str, is_word: bool, behind: str) -> bool:
    """Whether what stands behind 由, 对, 在 or 同 is a person whose surname is 于."""
    if preposition == "由":
        return IN_CHARGE.match(behind) is not None
    return not is_word or POST_BEHIND.match(behind) is not None
