"""Who gets what at the addresses of circulation (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /insights/circulation/                                      in   in   no   no   no   no   no   no   ok   ok
GET    /spaces/entretiens/circulation/                             in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/cercle/circulation/                                 in   in   no   no   no   none ok   none ok   ok
GET    /posts/{travelled}/circulation/                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /posts/{secret}/circulation/                                in   in   ok   ok   ok   none ok   none ok   ok
GET    /me/circulation/                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/circulation/                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
"""
SENT: dict[str, object] = {"my-circulation": {"named": "1"}}
