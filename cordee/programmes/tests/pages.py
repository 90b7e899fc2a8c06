"""Which pages of programmes are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import Stage

HERE = "/spaces/entretiens/programme/"
BROWSER: dict[str, list[str]] = {
    "lea": [HERE, "/posts/{prompt_post}/"],
    "karim": [
        HERE, f"{HERE}settings/", HERE + "{prompt}/", HERE + "{prompt}/preview/", HERE + "{prompt_out}/recap/",
        "/spaces/qualiopi/programme/", "/spaces/qualiopi/programme/new/?template=question-a-week",
    ],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A programme in the open space: one prompt is out and answered, others are planned, one has no words yet."""
    from datetime import date, timedelta

    from django.utils import timezone

    from cordee.programmes.actions.planning import Asked
    from cordee.programmes.actions.publishing import publish_now
    from cordee.programmes.tests.conftest import plan
    from cordee.spaces.actions.comments import reply

    now = timezone.now() - timedelta(days=8)
    first = date.today() + timedelta(days=3)
    asked = [Asked(f"Question {n}", f"Racontez {n}.", "discussion") for n in range(4)] + [Asked()]
    made = plan(stage, prompts=asked, first=first, now=now)
    out, waits, *_rest = made.prompts()
    out = publish_now(stage.cast.karim, out, now=now)
    reply(stage.cast.lea, out.post, body="Je commence par écouter.", now=now + timedelta(hours=2))
    return {"prompt": waits.id, "prompt_out": out.id, "prompt_post": out.post_id}
