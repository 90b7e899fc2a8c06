"""Who gets what of the API's operations on learning paths (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/paths                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/paths                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/paths/mener-un-entretien                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/paths/mener-un-entretien/steps/{step_page}          in   in   no   no   ok   no   no   no   no   no
PUT    /api/v1/paths/mener-un-entretien/steps/{step_page}/progress in   in   no   no   ok   no   no   no   no   no
GET    /api/v1/paths/mener-un-entretien/cohorts                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/paths/mener-un-entretien/cohorts                    in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/cohorts/{cohort}                                    in   in   none none ok   none ok   none ok   ok
PUT    /api/v1/cohorts/{cohort}/enrolment                          in   in   none none no   none no   none no   no
DELETE /api/v1/cohorts/{cohort}/enrolment                          in   in   none none ok   none same none same same
GET    /api/v1/cohorts/{cohort}/learners                           in   in   none none no   none ok   none ok   ok
POST   /api/v1/cohorts/{cohort}/learners                           in   in   none none no   none ok   none no   ok
POST   /api/v1/cohorts/{cohort}/learners look                      in   in   none none no   none same none no   same
GET    /api/v1/cohorts/{cohort}/works                              in   in   none none no   none ok   none ok   ok
PUT    /api/v1/works/{work}/verdict                                in   in   none none no   none ok   none no   ok
GET    /api/v1/certificates/{certificate}                          in   in   none none ok   none ok   none ok   ok
"""
SENT = {
    "PUT /paths/{slug}/steps/{key}/progress": {"fields": {}},
    "POST /paths/{slug}/cohorts": {"title": "Automne", "starts_on": "2026-10-01"},
    "PUT /cohorts/{cohort_id}/enrolment": {},
    "POST /cohorts/{cohort_id}/learners": {"people": ["marc"]},
    "POST /cohorts/{cohort_id}/learners look": {"people": ["marc"], "dry_run": True},
    "PUT /works/{work_id}/verdict": {"kind": "validated"},
}
