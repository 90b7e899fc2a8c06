"""Who gets what of the API's operations on circulation (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/circulation                                         in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/spaces/entretiens/circulation                       in   in   no   no   no   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/circulation                           in   in   no   no   no   none ok   none ok   ok
GET    /api/v1/posts/{travelled}/circulation                       in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/circulation                          in   in   none none none none none none none none
GET    /api/v1/me/circulation                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/circulation/naming                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/me/circulation/naming                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
"""
SENT: dict[str, object] = {"PUT /me/circulation/naming": {"named": True}}
