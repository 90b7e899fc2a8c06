"""Who sees which page of moderation; read by the tests of all pages (web/tests/test_pages.py says how)."""

from cordee.testing.cast import NOW, Stage

OK, NO, NONE = 200, 403, 404

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "post-menu": ("/posts/{question}/menu/", OK, OK, OK, OK),
    "post-menu (hidden)": ("/posts/{secret}/menu/", OK, OK, OK, NONE),
    "comment-menu": ("/posts/{question}/comments/{answer}/menu/", OK, OK, OK, OK),
    "my-deleted": ("/me/deleted/", OK, OK, OK, OK),
    "moderation": ("/moderation/", OK, OK, NO, NO),
    "moderation-log": ("/moderation/log/", OK, OK, NO, NO),
    "moderation-mine": ("/moderation/mine/", OK, OK, OK, OK),
    "moderation-person": ("/moderation/people/@lea/", OK, OK, NO, NO),
    "moderation-person (of nothing)": ("/moderation/people/@nadia/", OK, NO, NO, NO),
}
ELSEWHERE: set[str] = {
    "post-removal", "comment-removal", "post-hiding", "comment-hiding", "post-report", "comment-report",
    "post-lock", "post-pin", "post-move", "post-merge", "report-decide", "appeal", "appeal-decide",
}  # fmt: skip
BROWSER: dict[str, list[str]] = {
    "karim": ["/moderation/", "/moderation/log/", "/posts/{question}/menu/"],
    "lea": ["/moderation/mine/", "/me/deleted/", "/posts/{question}/comments/{answer}/menu/"],
}


def prepare(stage: Stage) -> dict[str, object]:
    """An open report, a warning with an appeal, a deleted text."""
    from cordee.moderation.actions.appeals import appeal
    from cordee.moderation.actions.decisions import decide
    from cordee.moderation.actions.reports import report
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.removals import delete

    cast = stage.cast
    made = report(cast.ines, stage.question, reason="off-topic", now=NOW)
    warned = decide(cast.karim, made, what="warned", reason="Relisez la charte.", now=NOW)
    appeal(cast.lea, warned, words="Je l'avais relue.", now=NOW)
    report(cast.lea, stage.answer, reason="unkind", words="Le ton blesse.", now=NOW)
    gone = publish(cast.lea, stage.open, kind="tip", title="Trop vite", body="B", now=NOW)
    delete(cast.lea, gone, now=NOW)
    return {"gone": gone.id}
