"""``python -m xinglin``: the same as the `xinglin` command."""

import sys

from xinglin.desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
