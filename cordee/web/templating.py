"""What every template can use: translations, links, dates, assets, and who is reading."""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django_vite.core.asset_loader import DjangoViteAssetLoader
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cordee.asks.queries.thread import standing_of
from cordee.asks.reasons import words_of
from cordee.asks.words import soon
from cordee.core.queries import organisation
from cordee.core.text import formats, typography
from cordee.demo.accounts import offered
from cordee.improvement.queries.watches import watched
from cordee.people.models import Person
from cordee.people.openid import providers
from cordee.programmes.queries.prompts import Mark, mark_of
from cordee.spaces.models import Post
from cordee.spaces.views.viewing import KEEPS
from cordee.web import pieces
from cordee.workshops.queries.workshops import workshops_at
from cordee.workshops.words import spoken, spoken_there


@lru_cache(maxsize=4096)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a named page. Kept: it never changes while a process lives, and Django looks long for it."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def ago(then: datetime) -> str:
    """How long ago, in the reader's language."""
    return formats.ago(then, timezone.now(), translation.get_language() or "fr")


def exact(then: datetime) -> str:
    """The whole date and time, in the reader's language and zone."""
    return formats.exact(then, timezone.get_current_timezone(), translation.get_language() or "fr")


def day(then: datetime) -> str:
    """The day in words, in the reader's language and zone."""
    local = then.astimezone(timezone.get_current_timezone())
    return formats.day(local.date(), translation.get_language() or "fr")


def on(when: date) -> str:
    """A date in words, in the reader's language."""
    return formats.whole_day(when, translation.get_language() or "fr")


def number(value: float) -> str:
    """A number as the reader writes it."""
    return formats.number(value, translation.get_language() or "fr")


@lru_cache(maxsize=8192)
def typo(text: str) -> str:
    """A short text with its no-break spaces and apostrophes. Kept: the same titles are shown again and again."""
    return typography(text)


@cache
def vite_asset(entry: str) -> Markup:
    """The tags that load a front-end entry and its styles; nothing where the front end is not built (tests)."""
    try:
        return Markup(DjangoViteAssetLoader.instance().generate_vite_asset(entry))  # noqa: S704 (our own tags)
    except Exception:
        return Markup("")


def prompt_mark(post: Post) -> Mark | None:
    """What a thread says of the prompt that it is; nothing is looked up for any other thread."""
    return mark_of(post.id) if post.is_prompt else None


@cache
def font_url(name: str) -> str:
    """The address of a font file of the front end, by the beginning of its name; empty when it is not built."""
    try:
        manifest = json.loads(Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).read_text())
    except FileNotFoundError:
        return ""
    files = (entry["file"] for entry in manifest.values())
    return next((static(f"dist/{file}") for file in files if file.startswith(f"assets/{name}")), "")


def environment(**options: Any) -> Environment:
    """Jinja as Cordée uses it: autoescape on, a misspelt name is an error."""
    options["undefined"] = StrictUndefined
    env = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701 (Django turns it on)
    env.policies["ext.i18n.trimmed"] = True
    env.trim_blocks = env.lstrip_blocks = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    # Jinja's own look each text up anew, and make it safe anew: a page has a hundred.
    env.globals.update(gettext=pieces.said, ngettext=pieces.counted)
    env.filters["typo"] = typo
    env.filters["filled"] = pieces.filled
    env.globals.update(
        url=url,
        static=static,
        ago=ago,
        exact=exact,
        day=day,
        on=on,
        number=number,
        vite_asset=vite_asset,
        icons_url=pieces.icons_url,
        pieces=pieces,
        font_url=font_url,
        now=timezone.now,
        demo_accounts=offered,
        providers_on=providers.providers_on,
        passwords_allowed=providers.passwords_allowed,
        linked_accounts=providers.linked_accounts,
        mail_leaves=lambda: settings.MAIL_LEAVES,
        asks_at=standing_of,
        ask_words=words_of,
        soon=soon,
        prompt_mark=prompt_mark,
        workshops_at=workshops_at,
        watched=watched,
        spoken=spoken,
        spoken_there=spoken_there,
    )
    return env


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Who reads, in which language, and for which organisation."""
    person = request.user if isinstance(request.user, Person) else None
    return {
        "person": person,
        "organisation": organisation(),
        "language": translation.get_language() or "fr",
        "is_htmx": bool(getattr(request, "htmx", False)),
        "messages": _messages(request),
        "path": request.path,
        "keeps_a_space": person is not None and request.session.get(KEEPS, False),
        # Django's own makes another token each time it is shown: a page with fifty forms would be mostly tokens.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
    }


def _messages(request: HttpRequest) -> Callable[[], list[Any]]:
    return lambda: list(get_messages(request))
