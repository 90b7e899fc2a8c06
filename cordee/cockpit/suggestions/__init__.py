"""The kinds of suggestions: one short file each, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cordee.cockpit.suggestions.contract import Kind


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, the strongest first."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (-kind.strength, kind.name))}
