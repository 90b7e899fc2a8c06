"""Who sees which page of programmes; read by the tests of all pages (web/tests/test_pages.py says how)."""

from cordee.testing.cast import Stage

OK, MOVED, NO, NONE = 200, 302, 403, 404
HERE = "/spaces/entretiens/programme/"

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "space-programme": (HERE, OK, OK, OK, OK),
    "space-programme (hidden)": ("/spaces/cercle/programme/", OK, OK, OK, NONE),
    "programme-new": (f"{HERE}new/?template=challenge", OK, OK, NO, NO),
    "programme-settings": (f"{HERE}settings/", OK, OK, NO, NO),
    "prompt": (HERE + "{prompt}/", OK, OK, NONE, NONE),
    "prompt (out)": (HERE + "{prompt_out}/", MOVED, MOVED, MOVED, MOVED),
    "prompt-preview": (HERE + "{prompt}/preview/", OK, OK, NONE, NONE),
    "prompt-recap": (HERE + "{prompt_out}/recap/", OK, OK, NO, NO),
}
ELSEWHERE: set[str] = {"programme-state", "programme-breaks", "prompt-new", "prompt-place", "prompt-act"}
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
