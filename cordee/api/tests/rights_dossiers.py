"""Who gets what of the API's operations on administrative files (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/cohorts/{cohort}/dossier                            in   in   none none no   none ok   none ok   ok
PATCH  /api/v1/cohorts/{cohort}/dossier                            in   in   none none no   none ok   none no   ok
GET    /api/v1/cohorts/{cohort}/dossiers                           in   in   none none no   none ok   none ok   ok
PATCH  /api/v1/cohorts/{cohort}/dossiers                           in   in   none none no   none ok   none no   ok
"""
SENT = {
    "PATCH /cohorts/{cohort_id}/dossier": {"category": "employee", "nsf": "413"},
    "PATCH /cohorts/{cohort_id}/dossiers": {"enrolments": ["{place}"], "facts": {"category": "seeker"}},
}
