"""Who gets what at the addresses of recommendations (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /experts/                                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /skills/ecoute/experts/                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/expertise/                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/expertise/                                              in   in   ok   ok   ok   ok   ok   ok   no   ok
"""
SENT: dict[str, object] = {"my-expertise": {"skills": ["ecoute"]}}
