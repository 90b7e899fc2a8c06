"""Who gets what of the API's operations on complaints and ideas (testing/rights.py says how to read the table).

What they act upon is made beside the addresses of the pages: improvement/tests/rights.py.
"""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/me/concerns                                         in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/me/concerns                                         in   in   ok   ok   ok   ok   ok   ok   no   ok
GET    /api/v1/concerns                                            in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/concern-figures                                     in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/concerns/{concern}                                  in   in   none none ok   none none none ok   ok
POST   /api/v1/concerns/{concern}/steps                            in   in   none none no   none none none no   ok
POST   /api/v1/concerns/{over}/steps reopen                        in   in   none none ok   none none none no   ok
PUT    /api/v1/concerns/{concern}/assignment                       in   in   none none no   none none none no   ok
POST   /api/v1/concerns/{given}/measures                           in   in   none none no   none ok   none no   ok
PUT    /api/v1/concerns/{given}/measures/{measure}/outcome         in   in   none none no   none ok   none no   ok
PUT    /api/v1/spaces/entretiens/watch                             in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/cohorts/{cohort}/adaptations                        in   in   none none no   none ok   none ok   ok
POST   /api/v1/cohorts/{cohort}/adaptations                        in   in   none none no   none ok   none no   ok
DELETE /api/v1/cohorts/{cohort}/adaptations/{adaptation}           in   in   none none no   none ok   none no   ok
"""
SENT = {
    "POST /me/concerns": {"kind": "idea", "title": "Une idée", "words": "La voici."},
    "POST /concerns/{concern_id}/steps": {"what": "answer", "words": "Réparé."},
    "POST /concerns/{concern_id}/steps reopen": {"what": "reopen", "words": "Encore."},
    "PUT /concerns/{concern_id}/assignment": {"to": "karim"},
    "POST /concerns/{concern_id}/measures": {"what": "Vérifier", "to": "ines", "due_on": "{in_a_month}"},
    "PUT /concerns/{concern_id}/measures/{measure_id}/outcome": {"outcome": "Vérifié", "works": "yes"},
    "PUT /spaces/{slug}/watch": {"watches": "legal"},
    "POST /cohorts/{cohort_id}/adaptations": {"enrolment_id": "{place}", "what": "Un tiers de temps"},
}
