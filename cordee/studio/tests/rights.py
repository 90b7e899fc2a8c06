"""Who gets what at the addresses of the studio (testing/rights.py says how to read the table).

The path is the one of the paths room: Karim wrote it.
"""

from cordee.testing.cast import Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /studio/                                                    in   in   no   no   no   no   ok   ok   no   ok
GET    /studio/new/                                                in   in   no   no   no   no   ok   ok   no   ok
POST   /studio/new/                                                in   in   no   no   no   no   ok   ok   no   ok
GET    /studio/mener-un-entretien/                                 in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/objectives/                      in   in   no   no   no   no   ok   no   no   ok
GET    /studio/mener-un-entretien/sheet/                           in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/sheet/                           in   in   no   no   no   no   bad  no   no   bad
POST   /studio/mener-un-entretien/authors/                         in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/publication/                     in   in   no   no   no   no   held no   no   held
POST   /studio/mener-un-entretien/shelf/                           in   in   no   no   no   no   ok   no   no   ok
GET    /studio/mener-un-entretien/export/                          in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/modules/                         in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/modules/{module}/                in   in   no   no   no   no   ok   no   no   ok
GET    /studio/mener-un-entretien/modules/{module}/activities/new/ in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/modules/{module}/activities/new/ in   in   no   no   no   no   bad  no   no   bad
GET    /studio/mener-un-entretien/activities/{step_page}/          in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/activities/{step_page}/          in   in   no   no   no   no   bad  no   no   bad
POST   /studio/mener-un-entretien/activities/{step_page}/place/    in   in   no   no   no   no   ok   no   no   ok
GET    /studio/mener-un-entretien/activities/{step_page}/preview/  in   in   no   no   no   no   ok   no   no   ok
GET    /studio/mener-un-entretien/banks/new/questions/new/?kind=choice in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/banks/new/questions/new/         in   in   no   no   no   no   ok   no   no   ok
GET    /studio/mener-un-entretien/questions/{asked_first}/         in   in   no   no   no   no   ok   no   no   ok
POST   /studio/mener-un-entretien/questions/{asked_first}/         in   in   no   no   no   no   bad  no   no   bad
GET    /studio/from/{experience}/                                  in   in   no   no   no   no   ok   ok   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /studio/from/{experience}/                                  in   in   no   no   no   no   ok   no   no   ok
GET    /studio/from/{secret}/                                      in   in   no   no   no   none ok   none no   ok
"""
SENT = {
    "path-new": {"title": "Un parcours"},
    "path-objectives": {"aim": "Savoir se taire"},
    "path-sheet": {"title": "Autrement", "summary": "Des mots"},
    "path-authors": {"person": "@ines"},
    "path-modules": {"title": "Un module"},
    "path-module": {"title": "Autrement"},
    "activity-new": {"kind": "page", "title": "Une page", "body": "Des mots"},
    "activity-writing": {"kind": "page", "title": "Une page", "body": "Des mots"},
    "activity-place": {"module": "{module}", "to": "0"},
    "question-new": {"kind": "truth", "prompt": "Vrai ?"},
    "question-writing": {"prompt": "Vrai ?"},
    "activity-from-post": {"where": "mener-un-entretien/{module}"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """A module of the path."""
    from cordee.paths.models import Path

    del stage
    path = Path.objects.get(slug="mener-un-entretien")
    assert path.current
    return {"module": path.current.modules.order_by("position").values_list("key", flat=True)[0]}
