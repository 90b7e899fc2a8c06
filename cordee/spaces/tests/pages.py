"""Who sees which page of spaces; read by the tests of all pages (web/tests/test_pages.py says how)."""

from datetime import timedelta

from cordee.testing.cast import NOW, Stage

OK, NO, NONE = 200, 403, 404

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "post-keeping": ("/posts/{question}/keeping/", OK, OK, OK, OK),
    "post-keeping (hidden)": ("/posts/{secret}/keeping/", OK, OK, OK, NONE),
    "comment-keeping": ("/posts/{question}/comments/{answer}/keeping/", OK, OK, OK, OK),
    "post-follow": ("/posts/{question}/follow/", OK, OK, OK, OK),
    "post-follow (hidden)": ("/posts/{secret}/follow/", OK, OK, OK, NONE),
    "space-follow": ("/spaces/entretiens/follow/", OK, OK, OK, OK),
    "space-follow (on request)": ("/spaces/qualiopi/follow/", OK, OK, OK, NO),
    "person-follow": ("/people/@nadia/follow/", OK, OK, OK, OK),
    "skill-follow": ("/skills/ecoute/follow/", OK, OK, OK, OK),
    "my-follows": ("/me/follows/", OK, OK, OK, OK),
    "my-bookmarks": ("/me/bookmarks/", OK, OK, OK, OK),
    "duplicate": ("/posts/{question}/duplicate/?q=fin", OK, OK, OK, NO),
    "space-library": ("/spaces/entretiens/library/", OK, OK, OK, OK),
    "space-library (stale)": ("/spaces/entretiens/library/?show=stale", OK, OK, OK, OK),
    "space-library (on request)": ("/spaces/qualiopi/library/", OK, OK, OK, NO),
    "space-library (hidden)": ("/spaces/cercle/library/", OK, OK, OK, NONE),
}
ELSEWHERE: set[str] = {"post-bookmark", "comment-bookmark", "my-follow", "poll-vote", "practice"}
BROWSER: dict[str, list[str]] = {
    "lea": [
        "/posts/{poll}/", "/posts/{again}/", "/posts/{practice}/", "/posts/{question}/keeping/",
        "/posts/{question}/duplicate/?q=fin", "/me/follows/", "/me/bookmarks/", "/spaces/entretiens/library/",
        "/skills/ecoute/follow/",
    ],
    "karim": ["/posts/{poll}/", "/spaces/entretiens/library/", "/spaces/entretiens/settings/"],
    "marc": ["/me/follows/", "/me/bookmarks/", "/spaces/entretiens/library/?show=stale"],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A poll that was voted on, a duplicate, a stale practice, an offer, follows and bookmarks."""
    from cordee.spaces.actions.bookmarks import keep
    from cordee.spaces.actions.duplicates import mark_duplicate
    from cordee.spaces.actions.following import follow, mute
    from cordee.spaces.actions.library import agree, offer
    from cordee.spaces.actions.polls import Ballot, vote
    from cordee.spaces.actions.posts import publish
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
    keep(cast.lea, stage.experience, note="À essayer lundi", now=NOW)
    keep(cast.lea, stage.question, comment=stage.answer, now=NOW)
    return {"poll": poll.id, "again": again.id, "practice": tip.id}
