"""Who gets what at the addresses of moderation (testing/rights.py says how to read the table)."""

from django.utils import timezone

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /posts/{question}/menu/                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{secret}/menu/                                       in   in   ok   ok   ok   none ok   none ok   ok
GET    /posts/{question}/comments/{answer}/menu/                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /posts/{said}/removal/                                      in   in   no   no   ok   no   no   no   no   no
DELETE /posts/{deleted}/removal/                                   in   in   none none ok   none no   none no   no
DELETE /posts/{hidden}/removal/                                    in   in   none none no   none ok   none no   ok
POST   /posts/{secret}/removal/                                    in   in   no   no   ok   none no   none no   no
POST   /posts/{experience}/comments/{words}/removal/               in   in   no   no   ok   no   no   no   no   no
DELETE /posts/{experience}/comments/{deleted_words}/removal/       in   in   none none ok   none no   none no   no
POST   /posts/{said}/hiding/                                       in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{asked}/hiding/                                      in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/hiding/                                     in   in   no   no   no   none ok   none no   ok
POST   /posts/{experience}/comments/{words}/hiding/                in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{said}/report/                                       in   in   ok   ok   bad  ok   ok   ok   no   ok
POST   /posts/{asked}/report/                                      in   in   ok   ok   bad  no   ok   no   no   ok
POST   /posts/{secret}/report/                                     in   in   ok   ok   bad  none ok   none no   ok
POST   /posts/{experience}/comments/{words}/report/                in   in   ok   ok   bad  ok   ok   ok   no   ok
POST   /posts/{said}/lock/                                         in   in   no   no   no   no   ok   no   no   ok
DELETE /posts/{locked}/lock/                                       in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/lock/                                       in   in   no   no   no   none ok   none no   ok
POST   /posts/{said}/pin/                                          in   in   no   no   no   no   ok   no   no   ok
DELETE /posts/{pinned}/pin/                                        in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/pin/                                        in   in   no   no   no   none ok   none no   ok
POST   /posts/{said}/move/ away                                    in   in   no   no   no   no   no   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /posts/{said}/move/ near                                    in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/move/ near                                  in   in   no   no   no   none ok   none no   ok
POST   /posts/{said}/merge/                                        in   in   no   no   no   no   ok   no   no   ok
DELETE /posts/{merged}/merge/                                      in   in   none none no   none ok   none no   ok
POST   /posts/{secret}/merge/                                      in   in   no   no   no   none ok   none no   ok
GET    /me/deleted/                                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /moderation/                                                in   in   no   no   no   no   ok   ok   ok   ok
GET    /moderation/log/                                            in   in   no   no   no   no   ok   ok   ok   ok
GET    /moderation/mine/                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /moderation/people/@lea/                                    in   in   no   no   no   no   ok   no   ok   ok
GET    /moderation/people/@nadia/                                  in   in   no   no   no   no   no   no   ok   ok
POST   /moderation/reports/{report}/ hide                          in   in   none none none none ok   none no   ok
POST   /moderation/reports/{report}/ warn                          in   in   none none none none ok   none no   ok
POST   /moderation/reports/{report}/ suspend                       in   in   none none none none no   none no   ok
POST   /moderation/reports/{secret_report}/ warn                   in   in   none none none none ok   none no   ok
POST   /moderation/decisions/{decision}/appeal/                    in   in   none none ok   none none none none none
POST   /moderation/appeals/{appeal}/                               in   in   none none none none ok   none none no
POST   /moderation/appeals/{secret_appeal}/                        in   in   none none none none ok   none none no
"""
WHY = {"reason": "Relisez la charte."}
SENT = {
    "post-hiding": WHY,
    "comment-hiding": WHY,
    "post-report": {"reason": "unkind", "words": "Le ton"},
    "comment-report": {"reason": "unkind", "words": "Le ton"},
    "post-move away": {"to": "ailleurs"},
    "post-move near": {"to": "qualiopi"},
    "post-merge": {"into": "/posts/{experience}/"},
    "report-decide hide": WHY | {"what": "hidden"},
    "report-decide warn": WHY | {"what": "warned"},
    "report-decide suspend": WHY | {"what": "suspended", "days": "3"},
    "appeal": {"words": "Je l'avais relue."},
    "appeal-decide": {"upheld": "yes", "answer": "Elle tient."},
}


def prepare(stage: Stage) -> dict[str, object]:
    """What was reported and decided, and what was closed, pinned and merged; nothing by Karim that he could not judge."""
    from cordee.moderation.actions import acts
    from cordee.moderation.actions.appeals import appeal
    from cordee.moderation.actions.decisions import impose
    from cordee.moderation.actions.reports import report
    from cordee.spaces.actions.posts import publish

    cast = stage.cast

    def tell(title: str, space: object = stage.open) -> object:
        return publish(cast.lea, space, kind="tip", title=title, body="B", now=NOW)

    texts = {name: tell(name) for name in ("locked", "pinned", "merged", "reported", "judged")}
    acts.lock(cast.karim, texts["locked"], now=NOW)
    acts.pin(cast.karim, texts["pinned"], now=NOW)
    acts.merge(cast.karim, texts["merged"], texts["judged"], now=timezone.now())
    secret = tell("Signalée en secret", stage.hidden)
    warned, apart = (
        impose(cast.thomas, text, what="warned", reason="Le ton", now=NOW)
        for text in (texts["judged"], secret)
    )
    hidden = impose(cast.thomas, texts["judged"], what="warned", reason="Encore", now=NOW)
    return {name: one.id for name, one in texts.items()} | {
        "report": report(cast.ines, texts["reported"], reason="unkind", now=NOW).id,
        "secret_report": report(cast.ines, secret, reason="unkind", now=NOW).id,
        "decision": hidden.id,
        "appeal": appeal(cast.lea, warned, words="Non", now=NOW).id,
        "secret_appeal": appeal(cast.lea, apart, words="Non", now=NOW).id,
    }
