"""Who gets what where units fetch their token: whoever holds the address (testing/rights.py says how to read it)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /xapi/cmi5/sessions/{nowhere}/secret                        same same same same same same same same same same
"""
SENT: dict[str, object] = {}
