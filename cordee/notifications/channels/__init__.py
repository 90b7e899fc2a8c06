"""The ways of telling somebody outside of the bell: one short file each, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cordee.notifications.channels.contract import Channel


def working() -> dict[str, Channel]:
    """Those that can tell anybody anything in this installation."""
    return {name: channel for name, channel in channels().items() if channel.works()}


@cache
def channels() -> dict[str, Channel]:
    """All channels by name, in the order in which pages show them."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [channel for module in modules for channel in getattr(module, "CHANNELS", ())]
    return {channel.name: channel for channel in sorted(found, key=lambda channel: channel.order)}
