"""Who gets what at the addresses of search (testing/rights.py says how to read the table)."""

from cordee.testing.cast import NOW, Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /search/?q=entretien                                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /search/suggestions/?q=entr                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /search/closest/?title=Comment+finir                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{question}/similar/                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{asked}/similar/                                     in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /posts/{secret}/similar/                                    in   in   ok   ok   ok   none ok   none ok   ok
"""
SENT: dict[str, object] = {}

# Who finds what: a word that stands nowhere else, and what shows that it was found. Asked of the results, of what is
# offered while one types, of what is offered before one asks, and of the API's.
FINDS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
FIND   bouquetin {ibex}                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
FIND   lagopede {grouse}                                           in   in   ok   ok   ok   none ok   none ok   ok
FIND   chamois {chamois}                                           in   in   ok   ok   ok   none ok   none ok   ok
FIND   gypaete {ibex}                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
FIND   hermine {chamois}                                           in   in   ok   ok   ok   none ok   none ok   ok
FIND   marmotte {marmot}                                           in   in   none none none none none none none none
FIND   tetras {capercaillie}                                       in   in   none none none none none none none none
FIND   entretiens /spaces/entretiens/                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
FIND   qualiopi /spaces/qualiopi/                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
FIND   cercle /spaces/cercle/                                      in   in   ok   ok   ok   none ok   none ok   ok
FIND   ines @ines                                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
FIND   gone @gone                                                  in   in   none none none none none none none none
FIND   ecoute /skills/ecoute/                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
"""


def prepare(stage: Stage) -> dict[str, object]:
    """Questions with an answer, each with a beast of its own: in each space, in a reply, hidden, deleted."""
    from cordee.moderation.actions.decisions import impose
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.posts import publish
    from cordee.spaces.actions.removals import delete
    from cordee.spaces.actions.resolutions import accept_answer

    lea, ines = stage.cast.lea, stage.cast.ines

    def ask(space: object, beast: str, answer: str = "") -> object:
        post = publish(lea, space, kind="question", title=f"Où voir un {beast} ?", body="B", now=NOW)
        accept_answer(lea, reply(ines, post, body=f"Au col, avec un {answer or beast}.", now=NOW), now=NOW)
        return post

    found = {
        "ibex": ask(stage.open, "bouquetin", "gypaète"),
        "grouse": ask(stage.request, "lagopède"),
        "chamois": ask(stage.hidden, "chamois", "hermine"),
        "marmot": ask(stage.open, "marmotte"),
        "capercaillie": ask(stage.open, "tétras"),
    }
    impose(stage.cast.karim, found["marmot"], what="hidden", reason="Hors sujet", now=NOW)
    delete(lea, found["capercaillie"], now=NOW)
    return {name: post.id for name, post in found.items()}
