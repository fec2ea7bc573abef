"""What a duty is called on a page: the Chinese words (Simplified) for a catalogue's codes and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from xinglin.disclosure.catalogue import Item
from xinglin.disclosure.values import AfterDisplay, Channel, Mode, Start, Timing, Validity
from xinglin.disclosure.versions import Listing
from xinglin.manuscript.values import Range, WithdrawalReason

RANGES: Mapping[Range, str] = {
    Range.SOCIETY: "向社会公开",
    Range.PARTY: "党内公开",
    Range.UNIT: "本单位公开",
    Range.GROUP: "特定人员公开",
}
"""《中国共产党党务公开条例（试行）》第八条."""

MODES: Mapping[Mode, str] = {Mode.ACTIVE: "主动公开", Mode.REQUEST: "依申请公开"}
TIMINGS: Mapping[Timing, str] = {
    Timing.STANDING: "长期公开",
    Timing.PERIODIC: "定期公开",
    Timing.STAGED: "分阶段公开",
    Timing.IMMEDIATE: "即时公开",
}
STARTS: Mapping[Start, str] = {
    Start.FORMED: "形成之日",
    Start.DECIDED: "决定之日",
    Start.CHANGED: "变更之日",
    Start.FORMED_OR_CHANGED: "形成或变更之日",
    Start.COMPLETED: "完成之日",
    Start.STAGE: "阶段结束之日",
    Start.PERIOD_END: "期满之日",
    Start.EFFECTIVE: "目录生效之日",
}
CHANNELS: Mapping[Channel, str] = {
    Channel.SITE: "网站",
    Channel.INTRANET: "内网",
    Channel.BOARD: "公开栏",
    Channel.SCREEN: "电子屏",
    Channel.MEETING: "会议",
    Channel.DOCUMENT: "文件",
    Channel.WECHAT: "微信公众号",
    Channel.PAPER: "院报",
    Channel.ONSITE: "现场",
    Channel.HOTLINE: "热线",
}
AFTER: Mapping[AfterDisplay, str] = {
    AfterDisplay.KEEP: "期满后继续公开",
    AfterDisplay.MASK: "期满后隐去个人信息",
    AfterDisplay.WITHDRAW: "期满后撤下",
}
VALIDITIES: Mapping[Validity, str] = {
    Validity.VALID: "有效",
    Validity.AMENDED: "已修改",
    Validity.ABOLISHED: "已废止",
    Validity.EXPIRED: "已失效",
}
WITHDRAWALS: Mapping[WithdrawalReason, str] = {
    WithdrawalReason.ERROR: "内容有误",
    WithdrawalReason.CONSOLIDATED: "内容已合并",
    WithdrawalReason.SUPERSEDED: "已被新内容取代",
    WithdrawalReason.EXPIRED: "公开期限已满",
    WithdrawalReason.PRIVACY: "涉及个人信息",
    WithdrawalReason.OTHER: "其他原因",
}


def timing_words(item: Item) -> str:
    """``定期公开（每季度）``, ``分阶段公开（候选人公示、选举结果）``."""
    words = TIMINGS[item.timing]
    if item.every:
        return f"{words}（{item.every.length}）"
    if item.stages:
        return f"{words}（{'、'.join(stage.name for stage in item.stages)}）"
    return words


def limit_words(listing: Listing) -> str:
    """``自形成或变更之日起20个工作日内``; empty where the catalogue sets no limit."""
    limit = listing.limit
    return f"自{STARTS[listing.starts_from]}起{limit.count}内" if limit else ""


def display_words(item: Item) -> str:
    """``不少于5个工作日，期满后撤下``; empty for items without a publicity period."""
    return f"不少于{item.display.count}，{AFTER[item.after_display]}" if item.display else ""


def channel_words(item: Item) -> str:
    return "、".join(CHANNELS[channel] for channel in item.channels)
