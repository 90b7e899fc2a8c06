"""The kinds of notifications: one short file each, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cordee.notifications.kinds.contract import Kind


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, the strongest first."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [kind for module in modules for kind in getattr(module, "KINDS", ())]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.strength, kind.name))}


@cache
def heard() -> dict[str, list[Kind]]:
    """Which kinds hear which verb, the strongest first."""
    verbs: dict[str, list[Kind]] = {}
    for kind in kinds().values():
        for verb in kind.verbs:
            verbs.setdefault(verb, []).append(kind)
    return verbs
