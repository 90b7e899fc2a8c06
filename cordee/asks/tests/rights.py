"""Who gets what at the addresses of asks (testing/rights.py says how to read the table).

Inès asks, Karim named Léa, who asks a question of her own too.
"""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /asks/                                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /asks/settings/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /asks/settings/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /asks/{ask}/                                                in   in   none none ok   none none none none none
POST   /asks/{ask}/response/ decline                               in   in   none none ok   none none none none none
POST   /asks/{ask}/response/ not-mine                              in   in   none none ok   none none none none none
POST   /asks/{ask}/response/ take                                  in   in   none none ok   none none none none none
POST   /asks/{ask}/response/ pass                                  in   in   none none ok   none none none none none
POST   /asks/{ask}/response/ nonsense                              in   in   none none same none none none none none
POST   /posts/{waiting}/ownership/                                 in   in   no   ok   ok   no   ok   no   no   ok
POST   /posts/{secret}/ownership/                                  in   in   no   same same none same none no   same
POST   /posts/{waiting}/ownership/ release                         in   in   no   same same same same same no   same
POST   /posts/{mine}/asking/                                       in   in   no   no   ok   no   no   no   no   no
POST   /posts/{secret}/asking/                                     in   in   no   no   same none no   none no   no
POST   /posts/{mine}/asking/ still                                 in   in   no   no   same no   no   no   no   no
POST   /posts/{mine}/named/                                        in   in   no   no   no   no   ok   no   no   ok
POST   /posts/{secret}/named/                                      in   in   no   no   no   none same none no   same
GET    /spaces/entretiens/waiting/                                 in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/qualiopi/waiting/                                   in   in   no   no   no   no   ok   no   ok   ok
GET    /spaces/cercle/waiting/                                     in   in   no   no   no   none ok   none ok   ok
GET    /spaces/entretiens/waiting/settings/                        in   in   no   no   no   no   ok   no   no   ok
GET    /spaces/cercle/waiting/settings/                            in   in   no   no   no   none ok   none no   ok
POST   /spaces/entretiens/waiting/settings/                        in   in   no   no   no   no   ok   no   no   ok
POST   /spaces/cercle/waiting/settings/                            in   in   no   no   no   none ok   none no   ok
"""
PACE = {
    "asks": "1",
    "peers": "4",
    "experts": "9",
    "facilitators": "9",
    "opens": "8",
    "closes": "17",
    "time_zone": "Europe/Paris",
}
SENT = {
    "asks-wishes": {"quota": "3"},
    "ask-response decline": {"act": "decline"},
    "ask-response not-mine": {"act": "not-mine"},
    "ask-response take": {"act": "take"},
    "ask-response pass": {"act": "pass", "to": "@marc"},
    "ask-response nonsense": {"act": "nonsense"},
    "post-ownership": {},
    "post-ownership release": {"release": "1"},
    "post-asking": {"act": "off"},
    "post-asking still": {"act": "still"},
    "post-naming": {"to": "nadia"},
    "space-pace": PACE,
}
