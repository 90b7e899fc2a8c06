"""The page that a person reads first: what is in the file, by kind and by learner, and how to verify it."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from cordee.core.queries import organisation
from cordee.evidence.exporting.made import Made
from cordee.evidence.kinds import kind_of
from cordee.evidence.scope import Scope


def summary(scope: Scope, made: Made, *, title: str, now: datetime) -> str:
    """The page, in the language of now, complete in itself."""
    kinds = [(kind_of(name), count) for name, count in made.kinds.most_common()]
    learners = [
        (name, counts.total(), [(kind_of(kind).label, count) for kind, count in counts.most_common()])
        for (name, _person), counts in sorted(made.learners.items())
    ]
    digest = bytes(made.checkpoint.digest).hex() if made.checkpoint else ""
    context = {
        "organisation": organisation(),
        "scope": scope,
        "made": made,
        "title": title,
        "kinds": kinds,
        "learners": learners,
        "digest": digest,
        "at": now,
        "language": translation.get_language() or "fr",
    }
    return render_to_string("evidence/summary.html", context)
