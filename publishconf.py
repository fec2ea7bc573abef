"""Settings for publishing: `pelican content -s publishconf.py`. The same site, for society only, and nothing unsound."""

from pelicanconf import *  # noqa: F403

XINGLIN_AUDIENCE = "public"
XINGLIN_KEEP_GOING = False
