"""Who gets what at the addresses of spaces (testing/rights.py says how to read the table)."""

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /contribute/                                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/entretiens/new/                                     in   in   ok   ok   ok   no   ok   no   ok   ok
POST   /spaces/entretiens/new/                                     in   in   no   ok   ok   no   ok   no   no   same
GET    /spaces/qualiopi/new/                                       in   in   ok   ok   ok   no   ok   no   ok   ok
POST   /spaces/qualiopi/new/                                       in   in   no   ok   ok   no   ok   no   no   ok
GET    /spaces/cercle/new/                                         in   in   ok   ok   ok   none ok   none ok   ok
POST   /spaces/cercle/new/                                         in   in   no   ok   ok   none ok   none no   ok
POST   /spaces/entretiens/membership/                              in   in   same same same ok   same ok   no   same
DELETE /spaces/entretiens/membership/                              in   in   ok   ok   ok   same ok   same ok   ok
POST   /spaces/ailleurs/membership/                                in   in   ok   ok   ok   ok   ok   same no   same
DELETE /spaces/ailleurs/membership/                                in   in   same same same same same ok   same ok
POST   /spaces/qualiopi/membership/                                in   in   same same same ok   same ok   no   same
DELETE /spaces/qualiopi/membership/                                in   in   ok   ok   ok   same ok   same ok   ok
POST   /spaces/cercle/membership/                                  in   in   same same same none same none no   same
DELETE /spaces/cercle/membership/                                  in   in   ok   ok   ok   none ok   none ok   ok
GET    /spaces/entretiens/charter/                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /spaces/entretiens/charter/                                 in   in   same same same no   same no   no   ok
GET    /spaces/qualiopi/charter/                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /spaces/qualiopi/charter/                                   in   in   same same same same same same same same
GET    /spaces/cercle/charter/                                     in   in   ok   ok   ok   none ok   none ok   ok
POST   /spaces/cercle/charter/                                     in   in   same same same none same none same same
POST   /spaces/entretiens/members/{nadia}/ admit                   in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/members/{ines}/ promote                  in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/members/{ines}/ remove                   in   in   no   no   no   no   ok   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /spaces/qualiopi/members/{nadia}/ admit                     in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/qualiopi/members/{nadia}/ decline                   in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/cercle/members/{nadia}/ admit                       in   in   no   no   no   none ok   none no   ok
POST   /spaces/cercle/members/{ines}/ remove                       in   in   no   no   no   none ok   none no   ok
GET    /posts/{question}/                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{asked}/                                             in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /posts/{secret}/                                            in   in   ok   ok   ok   none ok   none ok   ok
GET    /posts/{hidden}/                                            in   in   none none ok   none ok   none ok   ok
GET    /posts/{deleted}/                                           in   in   none none ok   none ok   none ok   ok
GET    /posts/{question}/edit/                                     in   in   no   no   ok   no   no   no   no   no
POST   /posts/{question}/edit/                                     in   in   no   no   ok   no   no   no   no   no
POST   /posts/{of_suspended}/edit/                                 in   in   no   no   no   no   no   no   no   no
POST   /posts/{of_auditor}/edit/                                   in   in   no   no   no   no   no   no   no   no
POST   /posts/{asked}/edit/                                        in   in   no   no   ok   no   no   no   no   no
POST   /posts/{secret}/edit/                                       in   in   no   no   ok   none no   none no   no
POST   /posts/{deleted}/edit/                                      in   in   none none held none no   none no   no
GET    /posts/{question}/history/                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{asked}/history/                                     in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /posts/{secret}/history/                                    in   in   ok   ok   ok   none ok   none ok   ok
GET    /posts/{hidden}/history/                                    in   in   none none ok   none ok   none ok   ok
GET    /posts/{experience}/comments/?to={words}                    in   in   no   ok   ok   no   ok   no   no   no
POST   /posts/{question}/comments/                                 in   in   no   ok   ok   no   ok   no   no   no
POST   /posts/{asked}/comments/                                    in   in   no   ok   ok   no   ok   no   no   ok
POST   /posts/{secret}/comments/                                   in   in   no   ok   ok   none ok   none no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /posts/{deleted}/comments/                                  in   in   none none held none held none no   no
POST   /posts/{question}/resolution/                               in   in   no   no   ok   no   ok   no   no   ok
DELETE /posts/{question}/resolution/                               in   in   no   no   ok   no   ok   no   no   ok
DELETE /posts/{of_suspended}/resolution/                           in   in   no   no   no   no   ok   no   no   ok
DELETE /posts/{of_auditor}/resolution/                             in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/resolution/ secret                          in   in   no   no   no   none no   none no   no
POST   /posts/{experience}/reactions/                              in   in   no   ok   ok   no   ok   no   no   no
DELETE /posts/{experience}/reactions/?meaning=thanks               in   in   same ok   same same same same no   same
POST   /posts/{secret}/reactions/                                  in   in   no   ok   no   none ok   none no   ok
POST   /posts/{experience}/comments/{answer}/reactions/            in   in   none none none none none none none none
POST   /posts/{question}/comments/{answer}/reactions/              in   in   no   ok   ok   no   ok   no   no   no
DELETE /posts/{question}/comments/{answer}/reactions/?meaning=thanks in   in   same ok   same same same same no   same
GET    /posts/{experience}/comments/{words}/history/               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{secret}/comments/{secret_words}/history/            in   in   ok   ok   ok   none ok   none ok   ok
GET    /comments/{words}/edit/                                     in   in   no   no   ok   no   no   no   no   no
POST   /comments/{words}/edit/                                     in   in   no   no   ok   no   no   no   no   no
POST   /comments/{answer}/edit/                                    in   in   no   no   no   no   no   no   no   no
POST   /comments/{secret_words}/edit/                              in   in   no   no   ok   none no   none no   no
POST   /comments/{deleted_words}/edit/                             in   in   none none held none no   none no   no
GET    /posts/{question}/keeping/                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /posts/{secret}/keeping/                                    in   in   ok   ok   ok   none ok   none ok   ok
GET    /posts/{question}/comments/{answer}/keeping/                in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /posts/{question}/bookmark/                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /posts/{question}/bookmark/                                 in   in   same ok   same same same same same same
POST   /posts/{asked}/bookmark/                                    in   in   ok   ok   ok   no   ok   no   ok   ok
POST   /posts/{secret}/bookmark/                                   in   in   ok   ok   ok   none ok   none ok   ok
POST   /posts/{question}/comments/{answer}/bookmark/               in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /posts/{question}/comments/{answer}/bookmark/               in   in   same same ok   same same same same same
GET    /posts/{question}/follow/                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /posts/{question}/follow/                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /posts/{question}/follow/                                   in   in   same same same same same same same same
GET    /posts/{secret}/follow/                                     in   in   ok   ok   ok   none ok   none ok   ok
POST   /posts/{secret}/follow/                                     in   in   ok   ok   ok   none ok   none ok   ok
GET    /spaces/entretiens/follow/                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /spaces/entretiens/follow/                                  in   in   ok   ok   same ok   ok   ok   ok   ok
DELETE /spaces/entretiens/follow/                                  in   in   same same ok   same same same same same
POST   /spaces/qualiopi/follow/                                    in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /spaces/cercle/follow/                                      in   in   ok   ok   ok   none ok   none ok   ok
POST   /spaces/cercle/follow/                                      in   in   ok   ok   ok   none ok   none ok   ok
GET    /people/@nadia/follow/                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /people/@nadia/follow/                                      in   in   ok   same ok   ok   ok   ok   ok   ok
DELETE /people/@nadia/follow/                                      in   in   same ok   same same same same same same
GET    /skills/ecoute/follow/                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /skills/ecoute/follow/                                      in   in   ok   same ok   ok   ok   ok   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
DELETE /skills/ecoute/follow/                                      in   in   same ok   same same same same same same
GET    /me/follows/                                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/follows/{follow}/                                       in   in   none none ok   none none none none none
GET    /me/readings/                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/readings/                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/bookmarks/                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /posts/{poll}/vote/                                         in   in   no   ok   ok   no   ok   no   no   no
DELETE /posts/{poll}/vote/                                         in   in   no   ok   ok   no   same no   no   no
GET    /posts/{question}/duplicate/?q=fin                          in   in   no   no   ok   no   ok   no   no   ok
POST   /posts/{also}/duplicate/                                    in   in   no   no   ok   no   ok   no   no   ok
DELETE /posts/{again}/duplicate/                                   in   in   no   no   ok   no   ok   no   no   ok
POST   /posts/{of_suspended}/duplicate/                            in   in   bad  no   no   no   ok   no   no   ok
POST   /posts/{of_auditor}/duplicate/                              in   in   no   no   no   no   ok   no   bad  ok
GET    /posts/{secret}/duplicate/                                  in   in   no   no   no   none no   none no   no
POST   /posts/{secret}/duplicate/                                  in   in   no   no   no   none no   none no   no
POST   /posts/{said}/practice/ offer                               in   in   no   ok   ok   no   ok   no   no   no
POST   /posts/{experience}/practice/ agree                         in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{experience}/practice/ decline                       in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{practice}/practice/ verify                          in   in   no   no   ok   no   ok   no   no   ok
POST   /posts/{tip_of_suspended}/practice/ verify                  in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{tip_of_auditor}/practice/ verify                    in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/practice/ offer                             in   in   no   ok   ok   none ok   none no   ok
POST   /posts/{secret}/practice/ agree                             in   in   no   no   no   none none none no   none
GET    /spaces/entretiens/away/                                    in   in   no   no   no   no   ok   no   ok   ok
POST   /spaces/entretiens/away/                                    in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/entretiens/away/{absence}/                          in   in   no   no   no   no   ok   no   no   no
GET    /spaces/entretiens/library/                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /spaces/qualiopi/library/                                   in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /spaces/cercle/library/                                     in   in   ok   ok   ok   none ok   none ok   ok
"""
SENT = {
    "post-new": {"kind": "tip", "title": "Un titre", "body": "Des mots"},
    "charter": {"version": "1"},
    "space-member admit": {"act": "admit"},
    "space-member promote": {"act": "facilitator"},
    "space-member remove": {"act": "remove"},
    "space-member decline": {"act": "decline"},
    "post-edit": {"title": "Autrement", "body": "Autres mots"},
    "comment-new": {"body": "Une réponse"},
    "resolution": {"answer": "{better_answer}"},
    "resolution secret": {"answer": "{secret_words}"},
    "post-reaction": {"meaning": "useful"},
    "comment-reaction": {"meaning": "useful"},
    "comment-edit": {"body": "Autrement"},
    "post-bookmark": {"note": "À relire"},
    "comment-bookmark": {"note": "À relire"},
    "space-away": {"deputy": "lea", "first": "2030-01-07", "last": "2030-01-11"},
    "poll-vote": {"choices": "{choice}"},
    "duplicate": {"of": "{question}"},
    "practice offer": {"act": "offer"},
    "practice agree": {"act": "agree"},
    "practice decline": {"act": "decline"},
    "practice verify": {"act": "verify"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """Somebody who asks to be let in, what one could take back; what the polls and lists of the pages are called."""
    from datetime import date

    from cordee.people.models import Person
    from cordee.spaces.actions.bookmarks import keep as bookmark
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.drafts import keep
    from cordee.spaces.actions.following import follow
    from cordee.spaces.actions.memberships import join
    from cordee.spaces.actions.polls import vote
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.reactions import react
    from cordee.spaces.actions.resolutions import accept_answer
    from cordee.spaces.actions.standing_in import name_stand_in
    from cordee.spaces.models import Follow, PollOption, Post

    cast = stage.cast
    join(cast.nadia, stage.request, now=NOW)
    days = {"first": date(2031, 1, 6), "last": date(2031, 1, 10)}
    absence = name_stand_in(cast.karim, stage.open, cast.ines, now=NOW, **days)
    accept_answer(cast.lea, stage.answer, now=NOW)
    also = publish(cast.lea, stage.open, kind="question", title="Finir ?", body="B", now=NOW)
    poll = Post.objects.get(kind=Post.Kind.POLL)
    first = PollOption.objects.order_by("position").values_list("id", flat=True)[0]
    paul = Person.objects.get(handle="paul")
    own = {
        f"{word}of_{role}": Post.objects.get(author__handle=handle, kind=kind).id
        for word, kind in (("", "question"), ("tip_", "tip"))
        for role, handle in (("suspended", "silenced"), ("auditor", "eve"))
    }
    vote(paul, poll, [first], now=NOW)
    for text in ({"post": stage.experience}, {"post": stage.question, "comment": stage.answer}):
        react(paul, meaning="thanks", now=NOW, **text)
    follow(paul, skill=also.space.objectives.first().skills.first(), now=NOW)
    follow(paul, somebody=cast.nadia, now=NOW)
    bookmark(paul, stage.question, note="À moi", now=NOW)
    keep(paul, f"edit:{stage.question.id}", {"body": "À moi"}, 0, now=NOW)
    return own | {
        "absence": absence.id,
        "also": also.id,
        "better_answer": reply(cast.ines, stage.question, body="Ou bien autrement", now=NOW).id,
        "nadia": stage.cast.nadia.id,
        "ines": stage.cast.ines.id,
        "choice": PollOption.objects.order_by("-position").values_list("id", flat=True)[0],
        "follow": Follow.objects.filter(person=stage.cast.lea).values_list("id", flat=True)[0],
    }
