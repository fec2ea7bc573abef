"""What a file is by its first bytes, whatever its suffix says.

Signatures: T.81 (JPEG), the PNG specification, GIF89a, RFC 9649 (WebP), ISO/IEC 14496-12 (``ftyp`` brands); the rest
from the ``file`` utility's public magic database.
"""

from __future__ import annotations

import codecs
from functools import cache
from importlib.util import find_spec

from .problem import PictureProblem
from .svg import is_svg

SUPPORTED = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "SVG")
_SUPPORTED_WORDS = "JPG、PNG、GIF、WebP"
_HEAD = 1024  # bytes looked at: enough for a web page's comment before its first tag

_SAVE_AS = f"请用看图软件或画图打开它，另存为 JPG（照片）或 PNG（截图、图表）；支持的格式有 {_SUPPORTED_WORDS}。"
_FROM_PHONE = "请在手机上导出或另存为 JPG；苹果手机可在“设置→相机→格式”里选“兼容性最佳”。"
_FROM_DOCUMENT = "请在原文件里把图片另存为 JPG 或 PNG，再放进来；文档本身请作为附件上传。"
_REPLACE = "请换成真正的图片文件。"

_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"BM", "BMP 图片", _SAVE_AS),
    (b"II*\x00", "TIFF 图片", _SAVE_AS),
    (b"MM\x00*", "TIFF 图片", _SAVE_AS),
    (b"8BPS", "Photoshop 的 PSD 文件", _SAVE_AS),
    (b"\x00\x00\x01\x00", "ICO 图标", _SAVE_AS),
    (b"\xff\x0a", "JPEG XL 图片", _SAVE_AS),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL 图片", _SAVE_AS),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 图片", _SAVE_AS),
    (b"%PDF", "PDF 文档", _FROM_DOCUMENT),
    (b"PK\x03\x04", "Word、Excel、PPT 文档或压缩包", _FROM_DOCUMENT),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、Excel、PPT 文档", _FROM_DOCUMENT),
    (b"{\\rtf", "文档", _FROM_DOCUMENT),
    (b"Rar!", "压缩包", _FROM_DOCUMENT),
    (b"7z\xbc\xaf", "压缩包", _FROM_DOCUMENT),
)
_BRANDS = {b"avif": "AVIF 图片", b"avis": "AVIF 图片", b"heic": "HEIC 图片", b"heix": "HEIC 图片", b"heim": "HEIC 图片"}
_BRANDS |= {b"heis": "HEIC 图片", b"hevc": "HEIC 图片", b"mif1": "HEIC 图片", b"msf1": "HEIC 图片"}


@cache
def reads_heic() -> bool:
    """Whether the extra ``heic`` is installed."""
    return find_spec("pillow_heif") is not None


def identify(data: bytes) -> str:
    """The Pillow format name, one of :data:`SUPPORTED`, of a file given by its bytes (the first kilobyte suffices).

    Raises:
        PictureProblem: something else; the message says what it is as far as the first bytes tell.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        if _BRANDS[data[8:12]] == "AVIF 图片":
            return "AVIF"
        if reads_heic():
            return "HEIF"
    elif is_svg(data):
        return "SVG"
    raise _unsupported(data[:_HEAD])


def _unsupported(head: bytes) -> PictureProblem:
    for magic, name, fix in _OTHERS:
        if head.startswith(magic):
            return PictureProblem(f"不支持这种文件：内容是{name}。", fix)
    if head[4:8] == b"ftyp":
        name = _BRANDS.get(head[8:12], "视频")
        return PictureProblem(f"不支持这种文件：内容是{name}。", _REPLACE if name == "视频" else _FROM_PHONE)
    text = _as_text(head)
    if text is None:
        return PictureProblem(f"这不是能识别的图片文件；支持的格式有 {_SUPPORTED_WORDS}。", _SAVE_AS)
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in start:
        fix = "多半是从网页下载时存成了网页：请在网页上右键点图片，选“图片另存为”，再替换它。"
        return PictureProblem("这不是图片文件，内容是网页。", fix)
    return PictureProblem("这不是图片文件，内容是文字。", _REPLACE)


def _as_text(head: bytes) -> str | None:
    """The bytes as UTF-16, UTF-8 or GB 18030 text, a last character cut in two let go; None when they are not text."""
    encodings = ("utf-16",) if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        if not any(ord(character) < 32 and character not in "\t\r\n\f" for character in text):
            return text
    return None
