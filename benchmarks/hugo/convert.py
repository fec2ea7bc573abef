"""What a Hugo user with two scripts does first: OpenCC over the Markdown and the layouts' words, in one process.

Only files newer than their copies are converted again, so that one edited article costs one conversion.
"""

from __future__ import annotations

from pathlib import Path

import opencc


def main() -> None:
    converter = opencc.OpenCC("s2tw")
    pairs = [(Path("i18n/zh-hans.yaml"), Path("i18n/zh-hant.yaml"))]
    source = Path("content/zh-hans")
    pairs += [(path, Path("content/zh-hant") / path.relative_to(source)) for path in source.rglob("*.md")]
    for path, target in pairs:
        if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(converter.convert(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
