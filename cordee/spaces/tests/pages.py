"""Which pages of spaces are opened in a real browser (testing/rooms.py says how)."""

from datetime import timedelta

from django.utils import timezone

from cordee.testing.cast import NOW, Stage

BROWSER: dict[str, list[str]] = {
    "lea": [
        "/posts/{poll}/", "/posts/{again}/", "/posts/{practice}/", "/posts/{question}/keeping/",
        "/posts/{question}/duplicate/?q=fin", "/me/follows/", "/me/bookmarks/", "/spaces/entretiens/library/",
        "/skills/ecoute/follow/", "/me/readings/",
    ],
    "karim": ["/posts/{poll}/", "/spaces/entretiens/library/", "/spaces/entretiens/settings/", "/spaces/cercle/away/"],
    "marc": ["/me/follows/", "/me/bookmarks/", "/spaces/entretiens/library/?show=stale"],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A poll that was voted on, a duplicate, a stale practice, an offer, a stand-in, follows and bookmarks."""
    from cordee.spaces.actions.bookmarks import keep
    from cordee.spaces.actions.duplicates import mark_duplicate
    from cordee.spaces.actions.following import follow, mute
    from cordee.spaces.actions.library import agree, offer
    from cordee.spaces.actions.polls import Ballot, vote
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.standing_in import name_stand_in
    from cordee.spaces.models import PollOption

    cast, before = stage.cast, NOW - timedelta(days=300)
    ballot = Ballot(["Mardi midi", "Jeudi soir"], several=True)
    poll = publish(cast.ines, stage.open, kind="poll", title="Quand ?", body="", ballot=ballot, now=NOW)
    first = PollOption.objects.filter(poll_id=poll.id).values_list("id", flat=True)[0]
    vote(cast.lea, poll, [first], now=NOW)
    again = publish(cast.lea, stage.open, kind="question", title="Conclure ?", body="B", now=NOW)
    mark_duplicate(cast.lea, again, stage.question, now=NOW)
    tip = publish(cast.lea, stage.open, kind="tip", title="Préparer trois mots", body="B", now=before)
    offer(cast.ines, tip, now=before)
    agree(cast.karim, tip, now=before)
    offer(cast.lea, stage.experience, now=NOW)
    follow(cast.lea, space=stage.open, now=NOW)
    follow(cast.lea, somebody=cast.ines, now=NOW)
    mute(cast.lea, post=stage.question, now=NOW)
    first_day = timezone.localdate() + timedelta(days=2)
    last_day = first_day + timedelta(days=9)
    name_stand_in(cast.karim, stage.hidden, cast.ines, first=first_day, last=last_day, now=timezone.now())
    keep(cast.lea, stage.experience, note="À essayer lundi", now=NOW)
    keep(cast.lea, stage.question, comment=stage.answer, now=NOW)
    return {"poll": poll.id, "again": again.id, "practice": tip.id}
