"""Who gets what of the API's operations on facilitating (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/spaces/entretiens/health                            in   in   no   no   no   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/health                                in   in   no   no   no   none ok   none ok   ok
GET    /api/v1/spaces/entretiens/suggestions                       in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/spaces/cercle/suggestions                           in   in   no   no   no   none ok   none no   ok
"""
SENT: dict[str, object] = {}
