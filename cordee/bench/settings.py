"""The settings of the product, with one page more: the empty one that the others are measured against."""

from cordee.settings import *  # noqa: F403

ROOT_URLCONF = "cordee.bench.urls"
