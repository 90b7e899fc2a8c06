"""What every test stands on: a throw-away PostgreSQL (bare ``pytest`` works too), and a folder for files."""

import contextlib
import math
import os
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

pytest_plugins = ["cordee.testing.cast", "cordee.people.tests.elsewhere"]

# How long an example takes is a matter of the machine, and a community is made once for all examples of a test.
property_settings.register_profile(
    "cordee",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
property_settings.load_profile("cordee")

_held = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server before pytest-xdist starts its workers, which inherit its address."""
    if os.environ.get("DATABASE_URL"):
        return
    from cordee.launch.testing import throw_away_database

    _held.enter_context(throw_away_database())
    # Settings were read before this file was: change what they hold in place.
    settings.DATABASES["default"].update(dj_database_url.parse(os.environ["DATABASE_URL"]))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its folder."""
    _held.close()


@pytest.fixture(scope="session", autouse=True)
def _files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Files that tests upload go to a temporary folder, never into the developer's data."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="session", autouse=True)
def _organisation_stays_read() -> Iterator[None]:
    """Else it is read anew after half a minute: a query more in the middle of a test that counts them and took long."""
    from cordee.core import queries

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "KEPT_FOR", math.inf)
        yield
