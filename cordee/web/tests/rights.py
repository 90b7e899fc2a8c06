"""Who gets what at the addresses of the web room (testing/rights.py says how to read the table)."""

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /                                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /aside/                                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /healthz                                                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /service-worker.js                                          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /manifest.webmanifest                                       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/                                                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/new/                                                in   in   no   no   no   no   no   no   no   ok
POST   /spaces/new/                                                in   in   no   no   no   no   no   no   no   ok
GET    /spaces/entretiens/                                         in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/qualiopi/                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/cercle/                                             in   in   ok   ok   ok   none ok   none ok   ok
GET    /spaces/entretiens/welcome/                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/qualiopi/welcome/                                   in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /spaces/cercle/welcome/                                     in   in   ok   ok   ok   none ok   none ok   ok
GET    /spaces/entretiens/members/                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/qualiopi/members/                                   in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /spaces/cercle/members/                                     in   in   ok   ok   ok   none ok   none ok   ok
GET    /spaces/entretiens/settings/                                in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/settings/                                in   in   no   no   no   no   ok   no   no   ok
GET    /spaces/qualiopi/settings/                                  in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/qualiopi/settings/                                  in   in   no   no   no   no   ok   no   no   ok
GET    /spaces/cercle/settings/                                    in   in   no   no   no   none ok   none no   ok
POST   /spaces/cercle/settings/                                    in   in   no   no   no   none ok   none no   ok
GET    /people/                                                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /people/@lea/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /people/@gone/                                              in   in   none none none none none none none none
GET    /skills/ecoute/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /media/{open_file}                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /media/{asked_file}                                         in   in   ok   ok   ok   none ok   none ok   ok
GET    /media/{secret_file}                                        in   in   ok   ok   ok   none ok   none ok   ok
GET    /media/{withheld_file}                                      in   in   none none ok   none ok   none ok   ok
GET    /media/{portrait}                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
"""
SENT = {
    "aside": {"key": "step:1"},
    "space-new": {"title": "Un lieu", "visibility": "open"},
    "space-settings": {"title": "Autrement", "visibility": "open", "charter": "- Une autre"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """Something of Léa's in each space, with files, and what became of it; the identifiers that addresses ask for."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cordee.media.actions import store_attachment
    from cordee.moderation.actions.decisions import impose
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.removals import delete

    lea, karim = stage.cast.lea, stage.cast.karim

    def bring(name: str, space: object) -> object:
        upload = SimpleUploadedFile(name, b"x")
        return store_attachment(lea, upload, space_id=getattr(space, "id", None), now=NOW)

    def tell(space: object, title: str, **details: object) -> object:
        return publish(lea, space, kind="tip", title=title, body="B", now=NOW, **details)

    files = {
        "open_file": bring("a.txt", stage.open),
        "asked_file": bring("b.txt", stage.request),
        "secret_file": bring("c.txt", stage.hidden),
        "withheld_file": bring("d.txt", stage.open),
        "portrait": bring("e.txt", None),
    }
    values: dict[str, object] = {name: file.stored_as for name, file in files.items()}
    posts = {
        "secret": tell(stage.hidden, "Secret bien gardé"),
        "asked": tell(stage.request, "Entre nous"),
        "said": tell(stage.open, "Une astuce de Léa"),
        "deleted": tell(stage.open, "Effacée par Léa"),
        "hidden": tell(stage.open, "Cachée par Karim", attachment=files["withheld_file"]),
    }
    comments = {
        "words": reply(lea, stage.experience, body="De Léa", now=NOW),
        "secret_words": reply(lea, posts["secret"], body="De Léa, en secret", now=NOW),
        "asked_words": reply(lea, posts["asked"], body="De Léa, entre nous", now=NOW),
        "deleted_words": reply(lea, stage.experience, body="Effacés", now=NOW),
    }
    delete(lea, posts["deleted"], now=NOW)
    delete(lea, comments["deleted_words"], now=NOW)
    impose(karim, posts["hidden"], what="hidden", reason="Hors sujet", now=NOW)
    values |= {name: one.id for name, one in (posts | comments).items()}
    return values | {
        "question": stage.question.id,
        "answer": stage.answer.id,
        "experience": stage.experience.id,
    }
