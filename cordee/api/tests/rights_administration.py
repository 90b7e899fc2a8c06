"""Who gets what of the API's operations for administrators (testing/rights.py says how to read the table)."""

from cordee.testing.cast import Stage
from cordee.testing.rights import IMAGE, TABLE_OF_PEOPLE

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/administration/organisation                         in   in   no   no   no   no   no   no   ok   ok
PATCH  /api/v1/administration/organisation                         in   in   no   no   no   no   no   no   no   ok
POST   /api/v1/administration/logo                                 in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/logo                                 in   in   no   no   no   no   no   no   no   same
GET    /api/v1/administration/roles                                in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/spaces                               in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/health                               in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/retention                            in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/health/mail                          in   in   no   no   no   no   no   no   no   same
GET    /api/v1/administration/audit?person=lea                     in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/audit-table                          in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/me/tokens                                           in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /api/v1/me/tokens                                           in   in   no   no   no   no   no   no   no   no
DELETE /api/v1/me/tokens/{token}                                   in   in   none none ok   none none none none none
GET    /api/v1/administration/tokens                               in   in   no   no   no   no   no   no   ok   ok
DELETE /api/v1/administration/tokens/{token}                       in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/webhooks                             in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/webhooks                             in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/verbs                                in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/webhooks/{hook}                      in   in   no   no   no   no   no   no   ok   ok
PATCH  /api/v1/administration/webhooks/{hook}                      in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/webhooks/{hook}                      in   in   no   no   no   no   no   no   no   ok
POST   /api/v1/administration/webhooks/{hook}/secret               in   in   no   no   no   no   no   no   no   ok
POST   /api/v1/administration/webhooks/{hook}/test                 in   in   no   no   no   no   no   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /api/v1/administration/webhooks/{hook}/deliveries           in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/deliveries/{delivery}/resend         in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/me/sessions                                         in   in   ok   ok   ok   ok   ok   ok   ok   ok
DELETE /api/v1/me/sessions                                         in   in   same same same same same same same same
DELETE /api/v1/me/sessions/{session}                               in   in   none none same none none none none none
GET    /api/v1/administration/people                               in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/people                               in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/people/nadia                         in   in   no   no   no   no   no   no   ok  ok
PATCH  /api/v1/administration/people/nadia                         in   in   no   no   no   no   no   no   no   ok
PUT    /api/v1/administration/people/nadia/roles                   in   in   no   no   no   no   no   no   no   ok
PUT    /api/v1/administration/people/nadia/deactivation            in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/people/gone/deactivation             in   in   no   no   no   no   no   no   no   ok
POST   /api/v1/administration/people/nadia/link                    in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/people/nadia/second-step             in   in   no   no   no   no   no   no   no   same
GET    /api/v1/administration/units                                in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/units                                in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/units/{unit}                         in   in   no   no   no   no   no   no   ok   ok
PATCH  /api/v1/administration/units/{unit}                         in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/units/{unit}                         in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/units/{unit}/people                  in   in   no   no   no   no   no   no   ok   ok
GET    /api/v1/administration/groups                               in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/groups                               in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/groups/{group}                       in   in   no   no   no   no   no   no   ok   ok
PATCH  /api/v1/administration/groups/{group}                       in   in   no   no   no   no   no   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
DELETE /api/v1/administration/groups/{group}                       in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/groups/{group}/people                in   in   no   no   no   no   no   no   ok   ok
PUT    /api/v1/administration/groups/{group}/people/nadia          in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/groups/{group}/people/lea            in   in   no   no   no   no   no   no   no   ok
PUT    /api/v1/administration/groups/{group}/spaces/ailleurs       in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/people-table                         in   in   no   no   no   no   no   no   no   ok
PUT    /api/v1/administration/people-table                         in   in   no   no   no   no   no   no   no   ok
POST   /api/v1/administration/people-table/difference              in   in   no   no   no   no   no   no   no   same
GET    /api/v1/administration/invitations                          in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/invitations                          in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/invitations/{invitation}             in   in   no   no   no   no   no   no   no   ok
GET    /api/v1/administration/providers                            in   in   no   no   no   no   no   no   ok   ok
POST   /api/v1/administration/providers                            in   in   no   no   no   no   no   no   no   bad
GET    /api/v1/administration/providers/{provider}                 in   in   no   no   no   no   no   no   ok   ok
PATCH  /api/v1/administration/providers/{provider}                 in   in   no   no   no   no   no   no   no   ok
DELETE /api/v1/administration/providers/{provider}                 in   in   no   no   no   no   no   no   no   ok
"""
SENT = {
    "PATCH /administration/organisation": {"name": "Autrement"},
    "POST /administration/logo": {"image": IMAGE},
    "POST /me/tokens": {"name": "Intranet"},
    "POST /administration/webhooks": {"address": "https://example.org/hook"},
    "PATCH /administration/webhooks/{hook_id}": {"name": "Autrement"},
    "POST /administration/people": {"name": "Nova", "email": "nova@example.org"},
    "PATCH /administration/people/{handle}": {"headline": "Autre chose"},
    "PUT /administration/people/{handle}/roles": {"administrator": True, "auditor": False},
    "POST /administration/units": {"name": "Grenoble"},
    "PATCH /administration/units/{unit_id}": {"name": "Lyon centre"},
    "POST /administration/groups": {"name": "Relais"},
    "PATCH /administration/groups/{group_id}": {"name": "Relais"},
    "PUT /administration/people-table": {"text": TABLE_OF_PEOPLE, "agreed": "{agreed}"},
    "POST /administration/people-table/difference": {"text": TABLE_OF_PEOPLE},
    "POST /administration/providers": {"name": "Comptes", "issuer": "https://127.0.0.1"},
    "PATCH /administration/providers/{provider_id}": {"name": "Autrement"},
    "POST /administration/invitations": {"note": "Pour essayer"},
}


def prepare(stage: Stage) -> dict[str, object]:
    """Léa is signed in on a device."""
    from allauth.usersessions.models import UserSession
    from django.utils import timezone

    session = UserSession.objects.create(
        user=stage.cast.lea,
        ip="127.0.0.1",
        session_key="téléphone",
        user_agent="",
        last_seen_at=timezone.now(),
    )
    return {"session": session.pk}
