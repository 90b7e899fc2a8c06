"""Who gets what at the addresses of dashboards by mail (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /me/mailings/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/mailings/new/?dashboard=insights.space-health&about={open} in in  no   no   no   no   ok   no   ok   ok
POST   /me/mailings/new/                                           in   in   no   no   no   no   ok   no   ok   ok
GET    /me/mailings/{mailing}/                                     in   in   none none none none ok   none none none
POST   /me/mailings/{mailing}/                                     in   in   none none none none ok   none none none
GET    /mailings/stop/{mailing_stop}/                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /mailings/stop/{mailing_stop}/                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
"""
_PLAN = {"rhythm": "weekly", "hour": "8"}
SENT: dict[str, object] = {
    "mailing-new": _PLAN | {"dashboard": "insights.space-health", "about": "{open}"},
    "mailing": _PLAN | {"hour": "9"},
}
