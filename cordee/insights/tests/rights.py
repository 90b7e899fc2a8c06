"""Who gets what at the addresses of insights (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /spaces/entretiens/health/                                  in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/qualiopi/health/                                    in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/cercle/health/                                      in   in   no   no   no   none ok   none ok   ok
"""
SENT: dict[str, object] = {}
