"""A demo's box, where this is no demo (testing/rights.py says how to read the table; test_box.py plays in a demo)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /me/mail/                                                   in   in   none none none none none none none none
GET    /me/mail/00000000-0000-7000-8000-000000000000/              in   in   none none none none none none none none
POST   /me/mail/00000000-0000-7000-8000-000000000000/              in   in   none none none none none none none none
GET    /me/mail/00000000-0000-7000-8000-000000000000/html/         in   in   none none none none none none none none
"""
SENT: dict[str, object] = {"mail-caught": {"words": "Bonjour."}}
