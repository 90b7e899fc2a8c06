"""The pages that each room has, told by its ``tests/pages.py``, for the tests that walk all pages."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def rooms_pages() -> list[ModuleType]:
    """The ``tests/pages.py`` of every room that has one.

    ``BROWSER`` says who opens which pages in a real browser (``web/tests/browser/test_every_page.py``). A function
    ``prepare(stage)`` may make what the addresses need and return the values of their placeholders.
    """
    from django.apps import apps

    rooms = [app.name for app in apps.get_app_configs() if app.name.startswith("cordee.")]
    names = [f"{name}.tests.pages" for name in rooms if find_spec(f"{name}.tests")]
    return [import_module(name) for name in names if find_spec(name)]


def prepared(stage: object) -> dict[str, object]:
    """What all rooms need for their addresses, made."""
    values: dict[str, object] = {}
    for module in rooms_pages():
        if make := getattr(module, "prepare", None):
            values |= make(stage)
    return values
