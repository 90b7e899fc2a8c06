"""Who gets what of the profile: anybody (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /xapi/profile                                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /xapi/profile/verbs/taught                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
"""
SENT: dict[str, object] = {}
