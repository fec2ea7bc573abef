"""site.yaml: the hospital itself. Validated once; every room reads it from here."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from xinglin.core.diagnostics import AuthorError, Collector
from xinglin.core.reviewing import ReviewRules
from xinglin.core.validation import read_model
from xinglin.core.variant import Variant
from xinglin.core.words import Name, Text

FILE = "site.yaml"

_NEVER_IN_ADDRESS = re.compile(r"""[\s<>"\\]""")


def web_address(value: str) -> str:
    """Accept an absolute http(s) address only: these go into href and must never be ``javascript:``."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or _NEVER_IN_ADDRESS.search(value):
        raise AuthorError(f"“{value[:60]}”不是完整的网址。", "写成 https://www.example.com/ 这样的完整网址。")
    return value


WebAddress = Annotated[str, AfterValidator(web_address)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Phones(_Part):
    """Telephone numbers as typed; pages make ``tel:`` links of them."""

    emergency: str = Field("", title="急诊")
    switchboard: str = Field("", title="总机")
    complaint: str = Field("", title="投诉")
    appointment: str = Field("", title="预约")


class Links(_Part):
    """The top bar's ways out."""

    weibo: WebAddress | None = Field(None, title="微博")
    wechat: Text = Field("", title="微信公众号")
    weather: WebAddress | None = Field(None, title="天气")


class Registrations(_Part):
    """Numbers a mainland site must show (国办发〔2017〕47号 附件; ICP and 公安 filing rules)."""

    icp: str = Field("", title="ICP备案号")
    police: str = Field("", title="公安备案号")
    police_url: WebAddress | None = Field(None, title="公安备案网址")
    institution_url: WebAddress | None = Field(None, title="事业单位标识网址")
    site_id_code: str = Field("", title="网站标识码", pattern=r"^(\d{10}|bm\d{8})?$")
    """Only for sites in the national reporting system; a hospital normally has none (domain rule: never demanded)."""


class Friend(_Part):
    title: Text
    url: WebAddress


class FrontPage(_Part):
    """Which sections the front page shows where; what is left out is chosen by kind."""

    lead: tuple[str, ...] = Field((), title="要闻栏目")
    groups: tuple[str, ...] = Field((), title="分栏")
    health: str | None = Field(None, title="科普栏目")
    honours: str | None = Field(None, title="荣誉栏目")
    notices: str | None = Field(None, title="通知栏目")
    disclosure: str | None = Field(None, title="公开栏目")


class DisclosureSettings(_Part):
    """How the hospital keeps its disclosure duties."""

    late: Literal["report", "warn", "fail"] = Field("report", title="逾期")
    """What a build does about late items: nothing (``xinglin due`` tells), remind, or refuse."""
    soon_days: int = Field(10, title="提前提醒天数", ge=0, le=366)
    show_lateness: bool = Field(False, title="公开页面显示逾期")
    code: str = Field("", title="编号前缀", pattern=r"^[A-Za-z0-9-]{0,20}$")
    """What index numbers begin with: the 统一社会信用代码, the 组织机构代码, or letters the hospital chose."""
    index_number: str = Field("{code}/{year}{month}-{sequence:05}", title="索引号格式", max_length=60)


class SiteConfiguration(_Part):
    """The hospital and its site. Every field has a default, so that any folder of Markdown is a site."""

    name: Name = Field("未命名医院", title="医院全称", min_length=1)
    short_name: Name = Field("", title="简称")
    english_name: str = Field("", title="英文名")
    motto: Text = Field("", title="院训")
    founded: int | None = Field(None, title="建院年份", ge=1800, le=2100)
    sample_notice: Text = Field("", title="示例说明")
    url: WebAddress = Field("http://localhost:8000", title="网址")
    organiser: Name = Field("", title="主办单位")
    maintainer: Name = Field("", title="承办部门")
    address: Text = Field("", title="地址")
    postcode: str = Field("", title="邮编")
    email: str = Field("", title="邮箱", pattern=r"^([^@\s<>\"']+@[^@\s<>\"']+)?$")
    phones: Phones = Field(Phones(), title="电话")
    appointment_url: WebAddress | None = Field(None, title="预约网址")
    links: Links = Field(Links(), title="顶栏链接")
    registrations: Registrations = Field(Registrations(), title="备案与标识")
    friends: tuple[Friend, ...] = Field((), title="友情链接", max_length=40)
    variants: tuple[Variant, ...] = Field(("zh-Hans", "zh-Hant"), title="字形", min_length=1)
    reviews: ReviewRules = Field(ReviewRules(), title="审核")
    corner_quotes: tuple[Variant, ...] = Field((), title="直角引号")
    """Variants that show “…‘…’…” as 「…『…』…」."""
    front_page: FrontPage = Field(FrontPage(), title="首页")
    disclosure_section: str | None = Field(None, title="信息公开栏目")
    epaper_section: str | None = Field(None, title="院报栏目")
    disclosure: DisclosureSettings = Field(DisclosureSettings(), title="信息公开")
    submission_statistics: Literal["intranet", "public", "off"] = Field("intranet", title="投稿统计")
    """Which editions show how much each department handed in."""
    declare_photos_from: date | None = Field(None, title="照片声明起始日期")
    """Articles dated from this day on must declare who is on their photos; None asks nobody."""
    social_cards_from: date | None = Field(None, title="分享图起始日期")
    """Articles dated from this day on have a card with their title for shared links; None draws none."""
    disclosure_lateness: Literal["intranet", "public", "off"] = Field("intranet", title="逾期情况")
    """Which editions say that a catalogue item is late or due; every edition shows the duty and the last entry."""
    annual_report: Literal["intranet", "public", "off"] = Field("intranet", title="年度报告草稿")
    """Which editions carry the drafts of annual reports."""
    contact: str | None = Field(None, title="联系我们页")
    """Path of the contact page's manuscript, without suffix, such as ``about/contact``."""

    @field_validator("variants")
    @classmethod
    def _variants(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if value[0] != "zh-Hans":
            raise AuthorError("字形的第一项必须是 zh-Hans（简体）。", "写成 variants: [zh-Hans, zh-Hant]。")
        if len(set(value)) != len(value):
            raise AuthorError("字形写重复了。", "写成 variants: [zh-Hans, zh-Hant]。")
        return value

    @field_validator("corner_quotes")
    @classmethod
    def _corner_quotes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "zh-Hans" in value:  # GB/T 15834-2011
            raise AuthorError(
                "简体按国家标准用弯引号，不能改成直角引号。", "只写繁体的字形，例如 corner_quotes: [zh-Hant]。"
            )
        return value

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.query or parts.fragment:
            raise AuthorError("网址里不能有 ? 或 #。", "写成 https://www.example.com。")
        return value.rstrip("/")

    @property
    def base_path(self) -> str:
        """The path every root-relative link begins with: ``/``, or ``/sub/`` for a site below a folder."""
        return urlsplit(self.url).path.rstrip("/") + "/"

    @property
    def is_converted(self) -> bool:
        """Whether there is a variant besides Simplified."""
        return any(variant != "zh-Hans" for variant in self.variants)

    @property
    def origin(self) -> str:
        """Scheme and host, without a trailing slash."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def read_configuration(text: str | None) -> tuple[SiteConfiguration, Collector]:
    """Validate site.yaml's text (None when there is no such file: all defaults)."""
    collector = Collector(FILE, (text or "").splitlines())
    read = read_model(text, SiteConfiguration, collector, "CFG01", "CFG02")
    return (read.model if read else SiteConfiguration()), collector
