"""Who gets what of the API's operations on programmes (testing/rights.py says how to read the table)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/spaces/entretiens/programme                         in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/spaces/qualiopi/programme                           in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/spaces/entretiens/programme/prompts                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/spaces/entretiens/programme/prompts                 in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/spaces/entretiens/programme/prompts/{prompt}        in   in   none none none none ok   none ok   ok
GET    /api/v1/spaces/entretiens/programme/prompts/{prompt_out} out in   in   ok   ok   ok   ok   ok   ok   ok   ok
PATCH  /api/v1/spaces/entretiens/programme/prompts/{prompt}        in   in   none none none none ok   none no   ok
PATCH  /api/v1/spaces/entretiens/programme/prompts/{prompt} move   in   in   none none none none ok   none no   ok
POST   /api/v1/spaces/entretiens/programme/prompts/{prompt}/publication in   in   none none none none ok   none no   no
"""
SENT = {
    "POST /spaces/{slug}/programme": {"title": "Un fil", "template": "challenge", "first": "2030-01-07"},
    "POST /spaces/{slug}/programme/prompts": {"title": "Encore", "body": "Une de plus."},
    "PATCH /spaces/{slug}/programme/prompts/{prompt_id}": {"title": "Autrement"},
    "PATCH /spaces/{slug}/programme/prompts/{prompt_id} move": {"on": "2030-02-05"},
}
