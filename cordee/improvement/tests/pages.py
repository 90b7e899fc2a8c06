"""Which pages of the improvement room are opened in a real browser (testing/rooms.py says how)."""

BROWSER: dict[str, list[str]] = {
    "thomas": ["/improvement/", "/improvement/{concern}/"],
    "lea": ["/improvement/new/", "/improvement/mine/"],
}


def prepare(stage: object) -> dict[str, object]:
    """A complaint with an answer, an action and a note."""
    from datetime import timedelta

    from django.utils import timezone

    from cordee.improvement.actions import handling, measures
    from cordee.improvement.tests.conftest import complain
    from cordee.testing.cast import Stage

    assert isinstance(stage, Stage)
    cast, now = stage.cast, timezone.now()
    made = complain(stage, now=now - timedelta(days=1))
    handling.note(cast.thomas, made, "Déjà arrivé en mars.", now=now)
    handling.acknowledge(cast.thomas, made, words="Nous regardons.", now=now)
    measures.plan_measure(
        cast.thomas, made, what="Vérifier les liens", owner=cast.karim, due_on=now.date(), now=now
    )
    return {"concern": made.id}
