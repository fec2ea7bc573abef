"""``python -m xinglin``: the same as the `xinglin` command."""

from xinglin.desk.cli import run

if __name__ == "__main__":
    run()
