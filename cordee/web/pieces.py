"""The smallest pieces of a page, which a list repeats for each of its lines: icons, faces, moments.

In Python, because calling a template's macro costs ten times what these do.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from typing import Protocol

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django_vite.core.asset_loader import DjangoViteAssetLoader
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from cordee.core.text import formats
from cordee.spaces.models import Post


class Face(Protocol):
    """What an avatar needs: a person, or their card."""

    @property
    def hue(self) -> int: ...
    @property
    def initials(self) -> str: ...
    @property
    def avatar_url(self) -> str | None: ...


class Named(Protocol):
    """What a link to somebody needs."""

    @property
    def url(self) -> str: ...
    @property
    def name(self) -> str: ...


class Signed(Named, Protocol):
    """What a signature needs."""

    @property
    def headline(self) -> str: ...


@pass_eval_context
def said(asked: EvalContext, text: str, /, **variables: object) -> str:
    """A text in the reader's language: what ``{% trans %}`` and ``gettext`` say in a template (plain, in a mail)."""
    if not asked.autoescape:
        return translation.gettext(text) % variables if variables else translation.gettext(text)
    language = translation.get_language() or "fr"
    return _text(text, language) % variables if variables else _plain(text, language)


@pass_eval_context
def counted(asked: EvalContext, one: str, many: str, number: int, /, **variables: object) -> str:
    """A text that depends on a number: what ``{% pluralize %}`` and ``ngettext`` say in a template."""
    if not asked.autoescape:
        return translation.ngettext(one, many, number) % (variables | {"num": number})
    language = translation.get_language() or "fr"
    if variables == {"count": number}:
        return _number_of(one, many, number, language)
    return _counted(one, many, number, language) % (variables | {"num": number})


@cache
def icons_url() -> str:
    """The address of the sprite of icons; empty where the front end is not built (tests)."""
    try:
        return DjangoViteAssetLoader.instance().generate_vite_asset_url("src/generated/icons.svg")
    except Exception:
        return ""


@cache
def icon(name: str) -> Markup:
    """A symbol of the sprite. It says nothing by itself: words stand beside it."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
        icons_url(), name
    )


def avatar(who: Face | None, size: str = "") -> Markup:
    """A photo, or initials on a hue; a dot for somebody who left."""
    css = f"avatar avatar--{size}" if size else "avatar"
    if not who:
        return _initials(css, 4, "·")
    if url := who.avatar_url:
        return Markup('<img class="{}" src="{}" alt="" loading="lazy">').format(css, url)
    return _initials(css, who.hue, who.initials)


def when(moment: datetime) -> Markup:
    """How long ago, and the whole date under the pointer, in the reader's language and zone."""
    return clock()(moment)


def clock() -> Callable[[datetime], Markup]:
    """``when`` for a long list: minute, zone and language are looked up once."""
    zone, language = timezone.get_current_timezone(), translation.get_language() or "fr"
    minute = datetime.now(zone).replace(second=0, microsecond=0)
    return lambda moment: _when(moment, minute, zone, language)


def person_link(who: Named | None) -> Markup:
    """A name that leads to the profile."""
    if not who:
        return Markup(escape(gettext("Somebody who left")))  # noqa: S704 (escaped)
    return _person_link(who.url, who.name)


def signature(who: Signed | None) -> Markup:
    """Above what somebody said: their name, which leads to the profile, and what they do."""
    if not who:
        return Markup('<span class="comment__who">{}</span>').format(gettext("Somebody who left"))
    return _signature(who.url, who.name, who.headline)


def kind(value: str) -> Markup:
    """What kind of contribution it is: its icon, then its word."""
    return _kind(value, translation.get_language() or "fr")


def once(macro: Macro) -> Markup:
    """What a macro without arguments says, kept: it is the same for every reader of a language."""
    key = (macro.name, translation.get_language() or "fr")
    if key not in _said:
        _said[key] = Markup(macro())  # noqa: S704 (a macro's own answer)
    return _said[key]


_said: dict[tuple[str, str], Markup] = {}


def filled(piece: Markup, id: str, name: str = "") -> Markup:
    """A piece that was made once for all lines of a list, with what each line puts in for ``{id}`` and ``{name}``."""
    # The name comes last: nothing is put into what somebody wrote.
    return Markup(str(piece).replace("{id}", id).replace("{name}", escape(name)))  # noqa: S704 (escaped)


@lru_cache(maxsize=8192)
def _text(text: str, language: str) -> Markup:
    return Markup(gettext(text))  # noqa: S704 (our own words)


@lru_cache(maxsize=8192)
def _plain(text: str, language: str) -> Markup:
    return _text(text, language) % {}


@lru_cache(maxsize=8192)
def _counted(one: str, many: str, number: int, language: str) -> Markup:
    return Markup(ngettext(one, many, number))  # noqa: S704 (our own words)


@lru_cache(maxsize=8192)
def _number_of(one: str, many: str, number: int, language: str) -> Markup:
    return _counted(one, many, number, language) % {"num": number, "count": number}


@lru_cache(maxsize=4096)
def _signature(url: str, name: str, headline: str) -> Markup:
    link = Markup('<a class="comment__who" href="{}">{}</a>').format(url, name)
    return link + Markup(" <span>{}</span>").format(headline) if headline else link


@lru_cache(maxsize=4096)
def _person_link(url: str, name: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, name)


@lru_cache(maxsize=64)
def _kind(value: str, language: str) -> Markup:
    return Markup('<span class="kind kind--{}">{}{}</span>').format(
        value, icon(value), Post.Kind(value).label
    )


@lru_cache(maxsize=4096)
def _initials(css: str, hue: int, letters: str) -> Markup:
    return Markup('<span class="{} hue-{}" aria-hidden="true">{}</span>').format(css, hue, letters)


@lru_cache(maxsize=4096)
def _when(moment: datetime, now: datetime, zone: tzinfo, language: str) -> Markup:
    """Kept for its minute: who reads a thread is rarely alone."""
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.isoformat(), formats.exact(moment, zone, language), formats.ago(moment, now, language)
    )
