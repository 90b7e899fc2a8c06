"""Which pages of moderation are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import NOW, Stage

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
