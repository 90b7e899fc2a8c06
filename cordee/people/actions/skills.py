"""The skills that the organisation speaks of."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.people.models import Skill


def skills_named(slugs: Iterable[str]) -> list[Skill]:
    """The skills of these slugs; raises Invalid for one that does not exist."""
    wanted = [clean_line(slug) for slug in dict.fromkeys(slugs)]
    found = {skill.slug: skill for skill in Skill.objects.filter(slug__in=wanted)}
    unknown = [slug for slug in wanted if slug not in found]
    if unknown:
        message = _("Unknown skill: %(names)s") % {"names": ", ".join(unknown[:5])}
        raise Invalid(message, fields={"skills": message})
    return [found[slug] for slug in wanted]


def add_skill(slug: str, name: str, *, now: datetime, seed: str | None = None) -> Skill:
    """Make a skill known; the existing one when the slug is taken."""
    skill, _made = Skill.objects.get_or_create(
        slug=slug, defaults={"id": uuid7(now, seed) if seed else uuid7(), "name": clean_line(name)}
    )
    return skill
