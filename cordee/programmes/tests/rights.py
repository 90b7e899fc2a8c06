"""Who gets what at the addresses of programmes (testing/rights.py says how to read the table)."""

from cordee.testing.cast import Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /spaces/entretiens/programme/                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/entretiens/programme/new/                           in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/qualiopi/programme/new/                             in   in   no   no   no   no   ok   no   no   ok
GET    /spaces/entretiens/programme/settings/                      in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/settings/                      in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/state/ pause                   in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/state/ end                     in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/breaks/                        in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/breaks/ out                    in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/prompts/                       in   in   no   no   no   no   ok   no   no   ok
GET    /spaces/entretiens/programme/{prompt}/                      in   in   none none none none ok   none no   ok
POST   /spaces/entretiens/programme/{prompt}/                      in   in   none none none none ok   none no   ok
GET    /spaces/entretiens/programme/{prompt_out}/                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/entretiens/programme/{prompt}/preview/              in   in   none none none none ok   none ok   ok
POST   /spaces/entretiens/programme/{prompt}/place/                in   in   none none none none ok   none no   ok
POST   /spaces/entretiens/programme/{prompt}/act/ publish          in   in   none none none none ok   none no   no
POST   /spaces/entretiens/programme/{prompt}/act/ remove           in   in   none none none none ok   none no   ok
POST   /spaces/entretiens/programme/{prompt}/act/ skip             in   in   none none none none ok   none no   ok
POST   /spaces/entretiens/programme/{prompt_missed}/act/ again     in   in   none none none none ok   none no   ok
GET    /spaces/entretiens/programme/{prompt_out}/recap/            in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/{prompt_out}/recap/ save       in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/programme/{prompt_out}/recap/ publish    in   in   no   no   no   no   ok   no   no   no
"""
RHYTHM = {"title": "Un fil", "weekday": "2", "clock": "10:00", "every": "1"}
SENT = {
    "programme-new": RHYTHM | {"template": "challenge", "first": "2030-01-07", "count": "3"},
    "programme-settings": RHYTHM,
    "programme-state pause": {"act": "pause"},
    "programme-state end": {"act": "end"},
    "programme-breaks": {"first": "2030-01-01", "last": "2030-01-07"},
    "programme-breaks out": {"out": "{left_out}"},
    "prompt": {"title": "Autrement", "body": "Dites.", "kind": "discussion"},
    "prompt-place": {"on": "2030-02-05", "clock": "11:00"},
    "prompt-act publish": {"act": "publish"},
    "prompt-act remove": {"act": "remove"},
    "prompt-act skip": {"act": "skip"},
    "prompt-act again": {"act": "again"},
    "prompt-recap save": {"act": "save", "body": "Ce qui ressort"},
    "prompt-recap publish": {"act": "publish", "body": "Ce qui ressort"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """A week that is left out, a prompt that was missed, a recap in draft."""
    from datetime import date

    from django.utils import timezone

    from cordee.programmes.actions.planning import leave_out
    from cordee.programmes.actions.recaps import save_recap
    from cordee.programmes.models import Prompt

    planned = Prompt.objects.filter(state="planned").order_by("-due_at").first()
    assert planned is not None
    left = leave_out(
        stage.cast.karim, planned.programme, first=date(2031, 1, 1), last=date(2031, 1, 7),
        now=timezone.now(),
    )  # fmt: skip
    missed = Prompt.objects.filter(title="Question 3").get()
    Prompt.objects.filter(pk=missed.pk).update(state="missed", why="late")
    save_recap(
        stage.cast.karim, Prompt.objects.get(state="published"), body="Ce qui ressort", now=timezone.now()
    )
    return {"left_out": left.id, "prompt_missed": missed.id}
