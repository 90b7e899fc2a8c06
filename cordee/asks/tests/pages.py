"""Which pages of asks are opened in a real browser (testing/rooms.py says how)."""

from datetime import timedelta

from django.utils import timezone

from cordee.asks.actions.responding import name_somebody
from cordee.asks.actions.watching import switch
from cordee.asks.models import Ask
from cordee.asks.queries.able import today
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import NOW, Stage

BROWSER: dict[str, list[str]] = {
    "lea": ["/asks/", "/asks/settings/", "/posts/{waiting}/"],
    "karim": ["/spaces/entretiens/waiting/", "/spaces/entretiens/waiting/settings/"],
}


def prepare(stage: Stage) -> dict[str, object]:
    """Inès asks, and Karim thinks of Léa; Léa asks something herself."""
    cast = stage.cast
    waiting = publish(cast.ines, stage.open, kind="question", title="Qui sait ?", body="B", now=NOW)
    name_somebody(cast.karim, waiting, cast.lea, now=NOW)
    mine = publish(cast.lea, stage.open, kind="question", title="Et moi ?", body="B", now=NOW)
    switch(cast.lea, mine, on=True, now=NOW)
    soon = today(timezone.now()) + timedelta(days=3)
    return {"waiting": waiting.id, "ask": Ask.objects.get(post=waiting).id, "mine": mine.id, "soon": soon}
