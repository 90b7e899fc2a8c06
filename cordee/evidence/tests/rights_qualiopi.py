"""Who gets what at the pages by indicator and the yearly report (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /evidence/bpf/                                              in   in   no   no   no   no   no   no   ok   ok
GET    /evidence/qualiopi/                                         in   in   no   no   no   no   no   no   ok   ok
GET    /evidence/qualiopi/paths/mener-un-entretien/                in   in   no   no   no   no   ok   no   ok   ok
GET    /evidence/qualiopi/cohorts/{cohort}/                        in   in   none none no   none ok   none ok   ok
GET    /api/v1/bpf                                                 in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/indicators                                          in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/paths/mener-un-entretien/indicators                 in   in   no   no   no   no   ok   no   ok   ok
GET    /api/v1/cohorts/{cohort}/indicators                         in   in   none none no   none ok   none ok   ok
"""
SENT: dict[str, object] = {}
