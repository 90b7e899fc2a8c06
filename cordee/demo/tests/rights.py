"""The demo's door, where this is no demo (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /sign-in/demo/lea/                                          none none none none none none none none none none
"""
SENT: dict[str, object] = {}
