"""Who gets what at the addresses of live, and who may listen where (testing/rights.py says how to read the tables)."""

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /live/stream/                                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /live/posts/{question}/typing/                              in   in   no   same same no   same no   no   no
POST   /live/posts/{asked}/typing/                                 in   in   no   same same no   same no   no   same
POST   /live/posts/{secret}/typing/                                in   in   no   same same none same none no   same
GET    /live/posts/{question}/reactions/                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /live/posts/{asked}/reactions/                              in   in   ok   ok   ok   no   ok   no   ok   ok
GET    /live/posts/{secret}/reactions/                             in   in   ok   ok   ok   none ok   none ok   ok
GET    /live/posts/{question}/comments/{answer}/                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /live/posts/{secret}/comments/{secret_words}/               in   in   ok   ok   ok   none ok   none ok   ok
GET    /live/posts/{question}/comments/{answer}/reactions/         in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /live/posts/{secret}/comments/{secret_words}/reactions/     in   in   ok   ok   ok   none ok   none ok   ok
"""
SENT: dict[str, object] = {}

# Who may listen where: asked of the stream's own admission, with the cookies of a browser.
TOPICS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
LISTEN thread:{question}                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
LISTEN thread:{asked}                                              in   in   ok   ok   ok   none ok   none ok   ok
LISTEN thread:{secret}                                             in   in   ok   ok   ok   none ok   none ok   ok
LISTEN thread:{hidden}                                             in   in   none none ok   none ok   none ok   ok
LISTEN thread:{deleted}                                            in   in   none none ok   none ok   none ok   ok
LISTEN thread:not-a-uuid                                           in   in   none none none none none none none none
LISTEN space:entretiens                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
LISTEN space:qualiopi                                              in   in   ok   ok   ok   none ok   none ok   ok
LISTEN space:cercle                                                in   in   ok   ok   ok   none ok   none ok   ok
LISTEN space:nulle-part                                            in   in   none none none none none none none none
LISTEN space:entretiens,space:cercle                               in   in   ok   ok   ok   none ok   none ok   ok
LISTEN today                                                       in   in   ok   ok   ok   ok   ok   ok   ok   ok
LISTEN sermons                                                     in   in   none none none none none none none none
"""
