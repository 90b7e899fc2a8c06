"""Who gets what of the API's operations (testing/rights.py says how to read the table)."""

from cordee.testing.cast import Stage
from cordee.testing.rights import FILE, IMAGE

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/me                                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
PATCH  /api/v1/me/profile                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
PATCH  /api/v1/me/preferences                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/me/photo                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/me/photo                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/people                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/people-called?q=l                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/people/lea                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/people/gone                                         in   in   none none none none none none none none
GET    /api/v1/people/lea/posts                                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/people/lea/activity                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/skills                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces                                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/spaces                                              in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/spaces/entretiens                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/qualiopi                                     in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/cercle                                       in   in   ok   ok   ok   none ok   none ok   ok
PATCH  /api/v1/spaces/entretiens                                   in   in   no   no   no   no   ok   no   no   ok
PATCH  /api/v1/spaces/qualiopi                                     in   in   no   no   no   no   ok   no   no   ok
PATCH  /api/v1/spaces/cercle                                       in   in   no   no   no   none ok   none no   ok
GET    /api/v1/spaces/entretiens/figures                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/qualiopi/figures                             in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/figures                               in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/spaces/entretiens/activity                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/spaces/qualiopi/activity                            in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/activity                              in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/spaces/entretiens/charter                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/cercle/charter                               in   in   none none none none none none none none
POST   /api/v1/spaces/entretiens/charter                           in   in   no   no   no   no   ok   no   no   ok
POST   /api/v1/spaces/cercle/charter                               in   in   no   no   no   none ok   none no   ok
PUT    /api/v1/spaces/entretiens/charter/acceptance                in   in   same same same no   same no   no   ok
PUT    /api/v1/spaces/entretiens/membership                        in   in   same same same ok   same ok   no   same
PUT    /api/v1/spaces/ailleurs/membership                          in   in   ok   ok   ok   ok   ok   same no   same
PUT    /api/v1/spaces/qualiopi/membership                          in   in   same same same ok   same ok   no   same
PUT    /api/v1/spaces/cercle/membership                            in   in   same same same none same none no   same
GET    /api/v1/spaces/entretiens/membership                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/cercle/membership                            in   in   ok   ok   ok   none ok   none ok   ok
DELETE /api/v1/spaces/entretiens/membership                        in   in   ok   ok   ok   same ok   same ok   ok
DELETE /api/v1/spaces/cercle/membership                            in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/spaces/entretiens/members                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/qualiopi/members                             in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/members                               in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/spaces/entretiens/members/{nadia}                   in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/spaces/qualiopi/members/{nadia}                     in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/spaces/cercle/members/{nadia}                       in   in   no   no   no   none ok   none no   ok
DELETE /api/v1/spaces/entretiens/members/{ines}                    in   in   no   no   no   no   ok   no   no   ok
DELETE /api/v1/spaces/cercle/members/{ines}                        in   in   no   no   no   none ok   none no   ok
GET    /api/v1/spaces/qualiopi/requests                            in   in   no   no   no   no   ok   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/spaces/cercle/requests                              in   in   no   no   no   none ok   none no   ok
DELETE /api/v1/spaces/qualiopi/requests/{nadia}                    in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/spaces/entretiens/posts                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/qualiopi/posts                               in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/posts                                 in   in   ok   ok   ok   none ok   none ok   ok
POST   /api/v1/spaces/entretiens/posts                             in   in   no   ok   ok   no   ok   no   no   no
POST   /api/v1/spaces/qualiopi/posts                               in   in   no   ok   ok   no   ok   no   no   ok
POST   /api/v1/spaces/cercle/posts                                 in   in   no   ok   ok   none ok   none no   ok
GET    /api/v1/skills/ecoute/posts                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/skills/ecoute/experts                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/experts/missing                                     in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/posts/{question}                                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{asked}                                       in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/posts/{secret}                                      in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/posts/{hidden}                                      in   in   none none ok   none ok   none ok   ok
GET    /api/v1/posts/{deleted}                                     in   in   none none ok   none ok   none ok   ok
PUT    /api/v1/posts/{question}                                    in   in   no   no   ok   no   no   no   no   no
PUT    /api/v1/posts/{secret}                                      in   in   no   no   ok   none no   none no   no
DELETE /api/v1/posts/{said}                                        in   in   no   no   ok   no   no   no   no   no
DELETE /api/v1/posts/{secret}                                      in   in   no   no   ok   none no   none no   no
GET    /api/v1/posts/{question}/history                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/history                              in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/posts/{question}/comments                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{asked}/comments                              in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/posts/{secret}/comments                             in   in   ok   ok   ok   none ok   none ok   ok
POST   /api/v1/posts/{question}/comments                           in   in   no   ok   ok   no   ok   no   no   no
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /api/v1/posts/{asked}/comments                              in   in   no   ok   ok   no   ok   no   no   ok
POST   /api/v1/posts/{secret}/comments                             in   in   no   ok   ok   none ok   none no   ok
PUT    /api/v1/comments/{words}                                    in   in   no   no   ok   no   no   no   no   no
PUT    /api/v1/comments/{answer}                                   in   in   no   no   no   no   no   no   no   no
PUT    /api/v1/comments/{secret_words}                             in   in   no   no   ok   none no   none no   no
DELETE /api/v1/comments/{words}                                    in   in   no   no   ok   no   no   no   no   no
DELETE /api/v1/comments/{secret_words}                             in   in   no   no   ok   none no   none no   no
GET    /api/v1/comments/{words}/history                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/comments/{secret_words}/history                     in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/posts/{question}/resolution                         in   in   no   no   ok   no   ok   no   no   ok
DELETE /api/v1/posts/{question}/resolution                         in   in   no   no   ok   no   ok   no   no   ok
PUT    /api/v1/posts/{experience}/reactions/useful                 in   in   no   ok   ok   no   ok   no   no   no
PUT    /api/v1/posts/{secret}/reactions/useful                     in   in   no   ok   no   none ok   none no   ok
DELETE /api/v1/posts/{experience}/reactions/thanks                 in   in   same ok   same same same same no   same
PUT    /api/v1/comments/{answer}/reactions/useful                  in   in   no   ok   ok   no   ok   no   no   no
DELETE /api/v1/comments/{answer}/reactions/thanks                  in   in   same ok   same same same same no   same
PUT    /api/v1/comments/{secret_words}/reactions/useful            in   in   no   ok   no   none ok   none no   ok
GET    /api/v1/drafts/edit:{question}                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/drafts/edit:{question}                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/drafts/edit:{question}                              in   in   same ok   same same same same same same
POST   /api/v1/spaces/entretiens/images                            in   in   no   ok   ok   no   ok   no   no   no
POST   /api/v1/spaces/qualiopi/images                              in   in   no   ok   ok   no   ok   no   no   ok
POST   /api/v1/spaces/cercle/images                                in   in   no   ok   ok   none ok   none no   ok
POST   /api/v1/spaces/entretiens/files                             in   in   no   ok   ok   no   ok   no   no   no
POST   /api/v1/spaces/cercle/files                                 in   in   no   ok   ok   none ok   none no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/today                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/search?q=entretien                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/suggestions?q=entr                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{question}/similar                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/similar                              in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/me/follows                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/me/follows/{follow}                                 in   in   none none ok   none none none none none
GET    /api/v1/spaces/entretiens/follow                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/cercle/follow                                in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/spaces/entretiens/follow                            in   in   ok   ok   same ok   ok   ok   ok   ok
PUT    /api/v1/spaces/qualiopi/follow                              in   in   ok   ok   ok   no   ok   no   ok   ok
PUT    /api/v1/spaces/cercle/follow                                in   in   ok   ok   ok   none ok   none ok   ok
DELETE /api/v1/spaces/entretiens/follow                            in   in   same same ok   same same same same same
GET    /api/v1/posts/{question}/follow                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/follow                               in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/posts/{question}/follow                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/posts/{secret}/follow                               in   in   ok   ok   ok   none ok   none ok   ok
DELETE /api/v1/posts/{question}/follow                             in   in   same same ok   same same same same same
PUT    /api/v1/people/nadia/follow                                 in   in   ok   same ok   ok   ok   ok   ok   ok
GET    /api/v1/people/nadia/follow                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/people/nadia/follow                                 in   in   same ok   same same same same same same
PUT    /api/v1/skills/ecoute/follow                                in   in   ok   same ok   ok   ok   ok   ok   ok
GET    /api/v1/skills/ecoute/follow                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/skills/ecoute/follow                                in   in   same ok   same same same same same same
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/me/readings                                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/me/readings                                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/posts/{question}/reading                           in   in   ok   ok   same ok   ok   ok   same ok
PUT    /api/v1/posts/{secret}/reading                             in   in   ok   ok   same none ok   none same ok
GET    /api/v1/me/bookmarks                                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/posts/{question}/bookmark                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/posts/{secret}/bookmark                             in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/posts/{question}/bookmark                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/bookmark                             in   in   ok   ok   ok   none ok   none ok   ok
DELETE /api/v1/posts/{question}/bookmark                           in   in   same ok   same same same same same same
PUT    /api/v1/comments/{answer}/bookmark                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/comments/{secret_words}/bookmark                    in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/comments/{answer}/bookmark                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/comments/{secret_words}/bookmark                    in   in   ok   ok   ok   none ok   none ok   ok
DELETE /api/v1/comments/{answer}/bookmark                          in   in   same same ok   same same same same same
POST   /api/v1/spaces/entretiens/polls                             in   in   no   ok   ok   no   ok   no   no   no
POST   /api/v1/spaces/cercle/polls                                 in   in   no   ok   ok   none ok   none no   ok
GET    /api/v1/posts/{poll}/poll                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/posts/{poll}/vote                                   in   in   no   ok   ok   no   ok   no   no   no
DELETE /api/v1/posts/{poll}/vote                                   in   in   no   ok   ok   no   same no   no   no
GET    /api/v1/posts/{again}/duplicate                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/duplicate                            in   in   ok   ok   ok   none ok   none ok   ok
PUT    /api/v1/posts/{also}/duplicate                              in   in   no   no   ok   no   ok   no   no   ok
DELETE /api/v1/posts/{again}/duplicate                             in   in   no   no   ok   no   ok   no   no   ok
GET    /api/v1/spaces/entretiens/library                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/spaces/qualiopi/library                             in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /api/v1/spaces/cercle/library                               in   in   ok   ok   ok   none ok   none ok   ok
GET    /api/v1/spaces/entretiens/library/offers                    in   in   no   no   no   no   ok   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/spaces/cercle/library/offers                        in   in   no   no   no   none ok   none no   ok
PUT    /api/v1/posts/{said}/practice                               in   in   no   ok   ok   no   ok   no   no   no
PUT    /api/v1/posts/{secret}/practice                             in   in   no   ok   ok   none ok   none no   ok
GET    /api/v1/posts/{practice}/practice                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{experience}/practice                         in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/posts/{secret}/practice                             in   in   none none none none none none none none
PUT    /api/v1/posts/{experience}/practice/agreement               in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{experience}/practice/refusal                 in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{practice}/practice/verification              in   in   no   no   ok   no   ok   no   no   ok
POST   /api/v1/spaces/entretiens/cover                             in   in   no   no   no   no   ok   no   no   ok
POST   /api/v1/spaces/cercle/cover                                 in   in   no   no   no   none ok   none no   ok
DELETE /api/v1/spaces/entretiens/cover                             in   in   no   no   no   no   ok   no   no   ok
GET    /api/v1/me/notifications                                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/notifications/count                              in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/me/notifications/read                               in   in   same same ok   same ok   same same ok
GET    /api/v1/me/notifications/{notice}                           in   in   none none ok   none none none none none
GET    /api/v1/me/reach                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/me/reach/paces                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/me/reach/hours                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/devices                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/me/devices                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/me/devices/{device}                                 in   in   same same ok   same same same same same
PUT    /api/v1/me/notifications/{notice}/read                      in   in   none none ok   none none none none none
PUT    /api/v1/me/notifications/{notice}/stop                      in   in   none none ok   none none none none none
DELETE /api/v1/me/notifications/{notice}/stop                      in   in   none none same none none none none none
DELETE /api/v1/posts/{deleted}/removal                             in   in   none none ok   none no   none no   no
DELETE /api/v1/posts/{hidden}/removal                              in   in   none none no   none ok   none no   ok
DELETE /api/v1/comments/{deleted_words}/removal                    in   in   none none ok   none no   none no   no
PUT    /api/v1/posts/{said}/hiding                                 in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{secret}/hiding                               in   in   no   no   no   none ok   none no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
PUT    /api/v1/comments/{words}/hiding                             in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{said}/lock                                   in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{secret}/lock                                 in   in   no   no   no   none ok   none no   ok
DELETE /api/v1/posts/{locked}/lock                                 in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{said}/pin                                    in   in   no   no   no   no   ok   no   no   ok
DELETE /api/v1/posts/{pinned}/pin                                  in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{said}/space                                  in   in   no   no   no   no   ok   no   no   ok
PUT    /api/v1/posts/{secret}/space                                in   in   no   no   no   none ok   none no   ok
PUT    /api/v1/posts/{said}/merge                                  in   in   no   no   no   no   ok   no   no   ok
DELETE /api/v1/posts/{merged}/merge                                in   in   none none no   none ok   none no   ok
GET    /api/v1/posts/{merged}/merge                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/posts/{said}/reports                                in   in   ok   ok   bad  ok   ok   ok   no   ok
POST   /api/v1/posts/{asked}/reports                               in   in   ok   ok   bad  no   ok   no   no   ok
POST   /api/v1/posts/{secret}/reports                              in   in   ok   ok   bad  none ok   none no   ok
POST   /api/v1/comments/{words}/reports                            in   in   ok   ok   bad  ok   ok   ok   no   ok
GET    /api/v1/me/reports                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/decisions                                        in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/deleted                                          in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/decisions/{decision}/appeal                         in   in   none none ok   none none none none none
GET    /api/v1/reports                                             in   in   no   no   no   no   ok   ok   ok   ok
PUT    /api/v1/reports/{report}/decision warn                      in   in   none none none none ok   none no   ok
PUT    /api/v1/reports/{report}/decision suspend                   in   in   none none none none no   none no   ok
PUT    /api/v1/reports/{secret_report}/decision warn               in   in   none none none none ok   none no   ok
GET    /api/v1/appeals                                             in   in   no   no   no   no   ok   ok   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
PUT    /api/v1/appeals/{appeal}/answer                             in   in   none none none none ok   none none no
PUT    /api/v1/appeals/{secret_appeal}/answer                      in   in   none none none none ok   none none no
GET    /api/v1/moderation/log                                      in   in   no   no   no   no   ok   ok   ok   ok
GET    /api/v1/moderation/people/lea                               in   in   no   no   no   no   ok   no   ok   ok
GET    /api/v1/moderation/people/nadia                             in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/moderation/people/lea/decisions                     in   in   no   no   no   no   ok   no   ok   ok
GET    /api/v1/moderation/people/nadia/decisions                   in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/me/data                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/mailings                                         in   in   ok   ok   ok   ok   ok   ok   ok   ok
PUT    /api/v1/me/mailings                                         in   in   no   no   no   no   ok   no   ok   ok
DELETE /api/v1/me/mailings/{mailing}                               in   in   none none none none ok   none none none
GET    /api/v1/me/data/views                                       in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/data/view-looks                                  in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/data/looks                                       in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /api/v1/me/departure                                        in   in   none none none none none none none none
PUT    /api/v1/me/departure                                        in   in   no   no   no   no   no   no   no   no
DELETE /api/v1/me/departure                                        in   in   same same same same same same same same
POST   /api/v1/paths/mener-un-entretien/steps/{step_page}/time     in   in   same same ok   same same same same same
PUT    /api/v1/attempts/{attempt}/answers/{asked_first}            in   in   none none ok   none no   none no   no
POST   /api/v1/paths/mener-un-entretien/images                     in   in   no   no   no   no   ok   no   no   ok
"""
WHY = {"reason": "Relisez la charte."}
REPORT = {"reason": "unkind", "words": "Le ton"}
DEVICE = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENT = {
    "PUT /me/readings": {"counted": False},
    "PUT /me/mailings": {"dashboard": "insights.space-health", "about": "{open}"},
    "PATCH /me/profile": {"headline": "Autre chose"},
    "PATCH /me/preferences": {"theme": "dark"},
    "POST /me/photo": {"image": IMAGE},
    "POST /spaces": {"title": "Un lieu"},
    "PATCH /spaces/{slug}": {"theme": "Autrement"},
    "POST /spaces/{slug}/charter": {"body": "- Une autre"},
    "PUT /spaces/{slug}/charter/acceptance": {"version": 1},
    "PUT /spaces/{slug}/membership": {},
    "PUT /spaces/{slug}/members/{person_id}": {"role": "member"},
    "POST /spaces/{slug}/posts": {"kind": "tip", "title": "Un titre", "body": "Des mots"},
    "PUT /posts/{post_id}": {"title": "Autrement", "body": "Autres mots"},
    "POST /posts/{post_id}/comments": {"body": "Une réponse"},
    "PUT /comments/{comment_id}": {"body": "Autrement"},
    "PUT /posts/{post_id}/resolution": {"answer": "{better_answer}"},
    "PUT /posts/{post_id}/reactions/{meaning}": {},
    "PUT /comments/{comment_id}/reactions/{meaning}": {},
    "PUT /drafts/{place}": {"fields": {"body": "En cours"}, "version": 1},
    "POST /spaces/{slug}/images": {"image": IMAGE},
    "POST /spaces/{slug}/files": {"file": FILE},
    "PUT /spaces/{slug}/follow": {},
    "PUT /posts/{post_id}/follow": {},
    "PUT /people/{handle}/follow": {},
    "PUT /skills/{slug}/follow": {},
    "PUT /posts/{post_id}/bookmark": {"note": "À relire"},
    "PUT /comments/{comment_id}/bookmark": {"note": "À relire"},
    "POST /spaces/{slug}/polls": {"title": "Quand ?", "options": ["Mardi", "Jeudi"]},
    "PUT /posts/{post_id}/vote": {"choices": ["{choice}"]},
    "PUT /posts/{post_id}/duplicate": {"of": "{question}"},
    "PUT /posts/{post_id}/practice/agreement": {},
    "PUT /posts/{post_id}/practice/refusal": {"note": "Pas encore"},
    "POST /spaces/{slug}/cover": {"image": IMAGE},
    "POST /me/notifications/read": {},
    "PUT /me/reach/paces": {"channel": "email", "group": "thanks", "pace": "daily"},
    "PUT /me/reach/hours": {
        "quiet_from": "21:00",
        "quiet_until": "07:00",
        "budget": 5,
        "digest_day": 4,
        "digest_hour": 9,
    },
    "POST /me/devices": {
        "endpoint": "https://push.example.org/send/2",
        "p256dh": DEVICE,
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
    "PUT /posts/{post_id}/hiding": WHY,
    "PUT /comments/{comment_id}/hiding": WHY,
    "PUT /posts/{post_id}/space": {"space": "qualiopi"},
    "PUT /posts/{post_id}/merge": {"into": "{experience}"},
    "POST /posts/{post_id}/reports": REPORT,
    "POST /comments/{comment_id}/reports": REPORT,
    "POST /decisions/{decision_id}/appeal": {"words": "Je l'avais relue."},
    "PUT /reports/{report_id}/decision warn": WHY | {"what": "warned"},
    "PUT /reports/{report_id}/decision suspend": WHY | {"what": "suspended", "days": 3},
    "PUT /appeals/{appeal_id}/answer": {"upheld": True, "answer": "Elle tient."},
    "POST /paths/{slug}/steps/{key}/time": {"seconds": 0},
    "PUT /attempts/{attempt_id}/answers/{key}": {"answer": "true", "revision": 0},
    "POST /paths/{slug}/images": {"image": IMAGE},
}


def prepare(stage: Stage) -> dict[str, object]:
    """The spaces have a cover, so that it can be taken away; Léa has a device."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cordee.notifications.actions.devices import add_device
    from cordee.notifications.pushing.keys import public_key
    from cordee.spaces.actions.covers import set_cover
    from cordee.testing.cast import NOW
    from cordee.testing.rights import image

    set_cover(stage.cast.karim, stage.open, SimpleUploadedFile("c.png", image()), now=NOW)
    public_key()  # made once for the whole installation, by who asks first
    device = add_device(
        stage.cast.lea,
        endpoint="https://push.example.org/send/1",
        p256dh=DEVICE,
        auth="BTBZMqHH6r4Tts7J_aSIgg",
        name="Firefox",
        now=NOW,
    )
    return {"device": device.id}
