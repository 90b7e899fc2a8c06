"""YAML as authors write it, read safely: no objects, no aliases (a few lines of them unfold to gigabytes), bounded."""

import re
from typing import Any

import yaml

LARGEST = 1024**2  # characters
_ENDS_OF_LINE = re.compile("[\r\x85\u2028\u2029\ufeff]")


class _Loader(yaml.SafeLoader):
    """Refuses aliases, and takes what it does not know (``!ENV``, ``!!python/name:``) for nothing."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def _nothing(loader: Any, suffix: Any, node: Any) -> None:
    return None


_Loader.add_multi_constructor("!", _nothing)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _nothing)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as they are read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> Any:
    # Other ends of line than ours would come back as ours from a block: between quotes they are written by number.
    style = '"' if _ENDS_OF_LINE.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def load(text: str) -> Any:
    """What a text says in YAML. Raises ValueError."""
    if len(text) > LARGEST:
        raise ValueError("too long")
    try:
        return yaml.load(text, _Loader)  # noqa: S506 (a safe loader of our own)
    except (yaml.YAMLError, RecursionError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(str(error)) from None


def dump(value: Any) -> str:
    """A value in YAML, as people like to read it."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))
