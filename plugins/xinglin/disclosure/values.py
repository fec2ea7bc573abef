"""The words of catalogues: timings, modes, events a limit runs from, channels, and every spelling an editor may use."""

from __future__ import annotations

from enum import StrEnum


class Timing(StrEnum):
    """公开时间 (公开时限的类型)."""

    STANDING = "standing"
    PERIODIC = "periodic"
    STAGED = "staged"
    IMMEDIATE = "immediate"


class Mode(StrEnum):
    """公开方式."""

    ACTIVE = "active"
    REQUEST = "request"


class Start(StrEnum):
    """From which event a time limit runs (起算点)."""

    FORMED = "formed"
    DECIDED = "decided"
    CHANGED = "changed"
    FORMED_OR_CHANGED = "formed-or-changed"
    COMPLETED = "completed"
    STAGE = "stage"
    PERIOD_END = "period-end"
    EFFECTIVE = "effective"


class AfterDisplay(StrEnum):
    """What happens to a publicity notice when its period is over (公示期满后的处理)."""

    KEEP = "keep"
    MASK = "mask"
    WITHDRAW = "withdraw"


class Channel(StrEnum):
    """公开渠道和载体."""

    SITE = "site"
    INTRANET = "intranet"
    BOARD = "board"
    SCREEN = "screen"
    MEETING = "meeting"
    DOCUMENT = "document"
    WECHAT = "wechat"
    PAPER = "paper"
    ONSITE = "onsite"
    HOTLINE = "hotline"


class Validity(StrEnum):
    """效力."""

    VALID = "valid"
    AMENDED = "amended"
    ABOLISHED = "abolished"
    EXPIRED = "expired"


TIMING_WORDS = {
    "长期": "standing", "固定": "standing", "长期公开": "standing", "定期": "periodic", "定期公开": "periodic",
    "阶段性": "staged", "阶段": "staged", "分阶段": "staged", "即时": "immediate", "随时": "immediate", "及时": "immediate",
}  # fmt: skip
MODE_WORDS = {"主动": "active", "主动公开": "active", "依申请": "request", "依申请公开": "request"}
START_WORDS = {
    "形成": "formed", "成文": "formed", "决定": "decided", "变更": "changed", "形成或变更": "formed-or-changed",
    "formed_or_changed": "formed-or-changed", "完成": "completed", "阶段结束": "stage", "期末": "period-end",
    "期满": "period-end", "period_end": "period-end", "生效": "effective",
}  # fmt: skip
AFTER_WORDS = {
    "保留": "keep", "继续公开": "keep", "隐去": "mask", "遮盖": "mask", "隐去个人信息": "mask", "撤下": "withdraw",
    "下线": "withdraw",
}  # fmt: skip
CHANNEL_WORDS = {
    "网站": "site", "官网": "site", "内网": "intranet", "局域网": "intranet", "公开栏": "board", "公示栏": "board",
    "电子屏": "screen", "会议": "meeting", "文件": "document", "公众号": "wechat", "微信公众号": "wechat", "报刊": "paper",
    "院报": "paper", "现场": "onsite", "热线": "hotline", "电话": "hotline",
}  # fmt: skip
VALIDITY_WORDS = {
    "有效": "valid", "现行有效": "valid", "修改": "amended", "已修改": "amended", "部分修改": "amended", "废止": "abolished",
    "已废止": "abolished", "失效": "expired", "已失效": "expired", "过期": "expired",
}  # fmt: skip


def validity_of(typed: str) -> Validity:
    """The validity behind an editor's word; what says nothing, or something else, is in force."""
    word = VALIDITY_WORDS.get(typed.strip(), typed.strip().lower())
    return Validity(word) if word in set(Validity) else Validity.VALID
