"""Refuses files above 3 MB: history keeps every version of them, and every clone pays for it. Photos fit well below."""

import sys
from pathlib import Path

LIMIT = 3_000_000

large = [path for path in map(Path, sys.argv[1:]) if path.is_file() and path.stat().st_size > LIMIT]
for path in large:
    size = path.stat().st_size / 1_000_000
    sys.stderr.write(f"{path}：{size:.1f} MB，超过 3 MB。请把长边缩小到 4000 像素左右，或压缩后再提交。\n")
sys.exit(bool(large))
