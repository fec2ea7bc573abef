"""``xinglin serve``: stand-in, being written."""

NAME = "serve"
HELP = "预览"


def add_arguments(parser, moment, positive):
    pass


def run(options):
    return 2
