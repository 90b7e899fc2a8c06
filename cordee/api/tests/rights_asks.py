"""Who gets what of the API's operations on asks (testing/rights.py says how to read the table).

Inès asks, Karim named Léa, who asks a question of her own too.
"""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/me/asks                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/asks/past                                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/asks/{ask}                                       in   in   none none ok   none none none none none
PUT    /api/v1/me/asks/{ask}/response decline                      in   in   none none ok   none none none none none
PUT    /api/v1/me/asks/{ask}/response not-mine                     in   in   none none ok   none none none none none
PUT    /api/v1/me/asks/{ask}/response take                         in   in   none none ok   none none none none none
PUT    /api/v1/me/asks/{ask}/response pass                         in   in   none none ok   none none none none none
PUT    /api/v1/me/asks/{ask}/response nonsense                     in   in   none none bad  none none none none none
GET    /api/v1/me/asking                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/me/asking                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{waiting}/asking                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/asking                               in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/posts/{mine}/asking                                 in   in   no   no   ok   no   no   no   no   no
PUT    /api/v1/posts/{secret}/asking                               in   in   no   no   held none no   none no   no
PUT    /api/v1/posts/{waiting}/owner                               in   in   no   ok   ok   no   ok   no   no   ok
PUT    /api/v1/posts/{secret}/owner                                in   in   no   held held none held none no   held
DELETE /api/v1/posts/{waiting}/owner                               in   in   no   same same same same same no   same
POST   /api/v1/posts/{mine}/asks                                   in   in   no   no   no   no   ok   no   no   ok
POST   /api/v1/posts/{secret}/asks                                 in   in   no   no   no   none held none no   held
GET    /api/v1/spaces/entretiens/waiting                           in   in   no   no   no   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/waiting                               in   in   no   no   no   none ok   none ok   ok
GET    /api/v1/spaces/entretiens/asking                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/cercle/asking                                in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/spaces/entretiens/asking                            in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/spaces/cercle/asking                                in   in   no   no   no   none ok   none no   ok
"""
PACE = {
    "asks": True, "peers": 4, "experts": 9, "facilitators": 9, "opens": 8, "closes": 17, "time_zone": "Europe/Paris",
}  # fmt: skip
SENT = {
    "PUT /me/asks/{ask_id}/response decline": {"response": "decline"},
    "PUT /me/asks/{ask_id}/response not-mine": {"response": "not-mine"},
    "PUT /me/asks/{ask_id}/response take": {"response": "take", "until": "{soon}"},
    "PUT /me/asks/{ask_id}/response pass": {"response": "pass", "to": "marc"},
    "PUT /me/asks/{ask_id}/response nonsense": {"response": "nonsense"},
    "PUT /me/asking": {"quota": 3},
    "PUT /posts/{post_id}/asking": {"on": False},
    "PUT /posts/{post_id}/owner": {"until": "{soon}"},
    "POST /posts/{post_id}/asks": {"to": "nadia"},
    "PUT /spaces/{slug}/asking": PACE,
}
