"""Who gets what of their own data (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /me/data/                                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/data/export/                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/data/looks/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/data/views/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/data/information/                                       in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/data/departure/                                         in   in   asks asks asks asks asks asks asks asks
POST   /me/data/departure/                                         in   in   asks asks asks asks asks asks asks asks
POST   /me/data/departure/ stay                                    in   in   same same same same same same same same
"""
SENT = {"my-departure stay": {"stay": "1"}}
