"""What authors write of activities and questions: typed, checked when it comes in, safe HTML when it is saved.

A field marked ``Words`` holds Markdown, one marked ``Stored`` names a file: by its place in the course while one is being
imported, by the identifier of a ``media.File`` once it is ours. Everything else that needs to find texts and files in
a content (rendering, importing, exporting, search) walks these marks, so that a new kind says them once.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Self

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from cordee.core.errors import Invalid
from cordee.core.text import MAX_LENGTH, render


class _Mark(str):
    """What a text field holds."""


WORDS, STORED = _Mark("words"), _Mark("stored")
Words = Annotated[str, StringConstraints(max_length=MAX_LENGTH), WORDS]
Stored = Annotated[str, StringConstraints(max_length=1000), STORED]
Line = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Map = Callable[[str], str]


class Content(BaseModel):
    """A piece of what an author wrote. Unknown fields are refused, not dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def given(cls, values: dict[str, Any]) -> Self:
        """The content in these values; raises Invalid with a sentence for each field."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            wrong = {".".join(map(str, one["loc"])) or "content": one["msg"] for one in error.errors()}
            raise Invalid(_("Something in this activity cannot be kept as it is."), fields=wrong) from None

    def kept(self) -> dict[str, Any]:
        """As it is stored: plain JSON, what is left at its default left out."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def marked(self, mark: _Mark) -> Iterator[str]:
        """Every non-empty text of this mark, nested ones too."""
        found: list[str] = []
        _walked(self, {mark: lambda text: found.append(text) or text})  # type: ignore[func-returns-value]
        return iter(found)

    def with_files(self, file: Map) -> Self:
        """The same with each file named anew."""
        return self.model_copy(update=_walked(self, {STORED: file}))

    def with_words(self, words: Map) -> Self:
        """The same with each Markdown text passed through ``words``."""
        return self.model_copy(update=_walked(self, {WORDS: words}))

    def shown(self) -> dict[str, Any]:
        """As pages show it: each Markdown text as safe HTML. Made once, when it is saved."""
        return self.with_words(render).model_dump(mode="json")


def _walked(value: Content, maps: dict[_Mark, Map]) -> dict[str, Any]:
    changed = {}
    for name, field in type(value).model_fields.items():
        mark = next((one for one in field.metadata if isinstance(one, _Mark)), None)
        held = getattr(value, name)
        if mark in maps and held:
            changed[name] = maps[mark](held)
        else:
            changed[name] = _inside(held, maps, _mark_inside(field.annotation))
    return changed


def _inside(held: Any, maps: dict[_Mark, Map], mark: _Mark | None) -> Any:
    if isinstance(held, Content):
        return held.model_copy(update=_walked(held, maps))
    if isinstance(held, list | tuple):
        return type(held)(_inside(one, maps, mark) for one in held)
    if isinstance(held, str) and held and mark in maps:
        return maps[mark](held)
    return held


def _mark_inside(annotation: Any) -> _Mark | None:
    """The mark of ``list[Words]`` and ``Words | None``."""
    for one in getattr(annotation, "__metadata__", ()):
        if isinstance(one, _Mark):
            return one
    for one in getattr(annotation, "__args__", ()):
        if (mark := _mark_inside(one)) is not None:
            return mark
    return None
