"""Who gets what at the addresses of the administration (testing/rights.py says how to read the table)."""

from cordee.testing.cast import NOW, Stage
from cordee.testing.rights import FILE, TABLE_OF_PEOPLE

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /set-up/                                                    none none ok   ok   ok   ok   ok   ok   ok   ok
POST   /set-up/                                                    none none same same same same same same same same
GET    /set-up/people/                                             in   in   no   no   no   no   no   no   no   ok
POST   /set-up/people/                                             in   in   no   no   no   no   no   no   no   ok
GET    /set-up/space/                                              in   in   no   no   no   no   no   no   no   ok
POST   /set-up/space/                                              in   in   no   no   no   no   no   no   no   ok
GET    /set-up/done/                                               in   in   no   no   no   no   no   no   ok   ok
GET    /theme.css                                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /organisation/logo/                                         none none none none none none none none none none
GET    /administration/                                            in   in   no   no   no   no   no   no   ok   ok
GET    /training/                                                  in   in   no   no   no   no   no   no   ok   ok
GET    /administration/settings/                                   in   in   no   no   no   no   no   no   ok   ok
POST   /administration/settings/                                   in   in   no   no   no   no   no   no   no   ok
GET    /administration/roles/                                      in   in   no   no   no   no   no   no   ok   ok
GET    /administration/spaces/                                     in   in   no   no   no   no   no   no   ok   ok
POST   /administration/spaces/entretiens/facilitators/             in   in   no   no   no   no   no   no   no   ok
GET    /administration/tokens/                                     in   in   no   no   no   no   no   no   ok   ok
POST   /administration/tokens/{token}/revoke/                      in   in   no   no   no   no   no   no   no   ok
GET    /administration/records/                                    in   in   no   no   no   no   no   no   ok   ok
POST   /administration/records/                                    in   in   no   no   no   no   no   no   no   ok
POST   /administration/records/{record_credential}/revoke/         in   in   no   no   no   no   no   no   no   ok
GET    /administration/records/forwardings/new/                    in   in   no   no   no   no   no   no   no   ok
POST   /administration/records/forwardings/new/                    in   in   no   no   no   no   no   no   no   ok
GET    /administration/records/forwardings/{forwarding}/           in   in   no   no   no   no   no   no   ok   ok
GET    /administration/records/forwardings/{forwarding}/edit/      in   in   no   no   no   no   no   no   no   ok
POST   /administration/records/forwardings/{forwarding}/edit/      in   in   no   no   no   no   no   no   no   ok
POST   /administration/records/forwardings/{forwarding}/act/ off   in   in   no   no   no   no   no   no   no   ok
POST   /administration/records/forwardings/{forwarding}/act/ again in   in   no   no   no   no   no   no   no   ok
POST   /administration/records/forwardings/{forwarding}/act/ remove in   in   no   no   no   no   no   no   no   ok
GET    /me/tokens/                                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/tokens/                                                 in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/tokens/{token}/revoke/                                  in   in   none none ok   none none none none none
GET    /administration/webhooks/                                   in   in   no   no   no   no   no   no   ok   ok
GET    /administration/webhooks/new/                               in   in   no   no   no   no   no   no   no   ok
POST   /administration/webhooks/new/                               in   in   no   no   no   no   no   no   no   ok
GET    /administration/webhooks/{hook}/                            in   in   no   no   no   no   no   no   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /administration/webhooks/{hook}/edit/                       in   in   no   no   no   no   no   no   no   ok
POST   /administration/webhooks/{hook}/edit/                       in   in   no   no   no   no   no   no   no   ok
POST   /administration/webhooks/{hook}/act/ test                   in   in   no   no   no   no   no   no   no   ok
POST   /administration/webhooks/{hook}/act/ rotate                 in   in   no   no   no   no   no   no   no   ok
POST   /administration/webhooks/{hook}/act/ off                    in   in   no   no   no   no   no   no   no   ok
POST   /administration/webhooks/{hook}/act/ remove                 in   in   no   no   no   no   no   no   no   ok
POST   /administration/deliveries/{delivery}/resend/               in   in   no   no   no   no   no   no   no   ok
GET    /administration/health/                                     in   in   no   no   no   no   no   no   ok   ok
POST   /administration/health/mail/                                in   in   no   no   no   no   no   no   no   same
GET    /administration/audit/?person=lea                           in   in   no   no   no   no   no   no   ok   ok
GET    /administration/audit.csv                                   in   in   no   no   no   no   no   no   ok   ok
GET    /administration/people/                                     in   in   no   no   no   no   no   no   ok   ok
GET    /administration/people/new/                                 in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/new/                                 in   in   no   no   no   no   no   no   no   ok
GET    /administration/people/offers/?who=l                        in   in   no   no   no   no   no   no   ok   ok
GET    /administration/people/file/                                in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/file/ look                           in   in   no   no   no   no   no   no   no   same
POST   /administration/people/file/ agree                          in   in   no   no   no   no   no   no   no   ok
GET    /administration/people.csv                                  in   in   no   no   no   no   no   no   no   ok
GET    /administration/people/@nadia/                              in   in   no   no   no   no   no   no   ok   ok
POST   /administration/people/@nadia/act/ roles                    in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/@nadia/act/ correct                  in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/@nadia/act/ place                    in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/@nadia/act/ link                     in   in   no   no   no   no   no   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /administration/people/@nadia/act/ deactivate               in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/@gone/act/ reactivate                in   in   no   no   no   no   no   no   no   ok
POST   /administration/people/@nadia/act/ forget                   in   in   no   no   no   no   no   no   no   same
GET    /administration/units/                                      in   in   no   no   no   no   no   no   ok   ok
POST   /administration/units/                                      in   in   no   no   no   no   no   no   no   ok
GET    /administration/units/{unit}/                               in   in   no   no   no   no   no   no   ok   ok
POST   /administration/units/{unit}/ edit                          in   in   no   no   no   no   no   no   no   ok
POST   /administration/units/{unit}/ put                           in   in   no   no   no   no   no   no   no   ok
POST   /administration/units/{unit}/ remove                        in   in   no   no   no   no   no   no   no   ok
GET    /administration/groups/                                     in   in   no   no   no   no   no   no   ok   ok
POST   /administration/groups/                                     in   in   no   no   no   no   no   no   no   ok
GET    /administration/groups/{group}/                             in   in   no   no   no   no   no   no   ok   ok
POST   /administration/groups/{group}/ edit                        in   in   no   no   no   no   no   no   no   ok
POST   /administration/groups/{group}/ put                         in   in   no   no   no   no   no   no   no   ok
POST   /administration/groups/{group}/ take                        in   in   no   no   no   no   no   no   no   ok
POST   /administration/groups/{group}/ admit                       in   in   no   no   no   no   no   no   no   ok
POST   /administration/groups/{group}/ remove                      in   in   no   no   no   no   no   no   no   ok
GET    /administration/coming-in/                                  in   in   no   no   no   no   no   no   ok   ok
POST   /administration/coming-in/                                  in   in   no   no   no   no   no   no   no   ok
POST   /administration/invitations/                                in   in   no   no   no   no   no   no   no   ok
POST   /administration/invitations/{invitation}/                   in   in   no   no   no   no   no   no   no   ok
GET    /administration/sign-in/                                    in   in   no   no   no   no   no   no   ok   ok
POST   /administration/sign-in/                                    in   in   no   no   no   no   no   no   no   same
GET    /administration/sign-in/new/                                in   in   no   no   no   no   no   no   no   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /administration/sign-in/new/                                in   in   no   no   no   no   no   no   no   bad
GET    /administration/sign-in/{provider}/                         in   in   no   no   no   no   no   no   ok   ok
POST   /administration/sign-in/{provider}/                         in   in   no   no   no   no   no   no   no   bad
GET    /administration/sign-in/{provider}/test/                    in   in   no   no   no   no   no   no   no   ok
POST   /administration/sign-in/{provider}/act/ off                 in   in   no   no   no   no   no   no   no   ok
POST   /administration/sign-in/{provider}/act/ remove              in   in   no   no   no   no   no   no   no   ok
"""
_FORWARDING = {
    "name": "Groupe", "address": "https://lrs.example.org/xapi", "version": "1.0.3", "user": "cordee",
}  # fmt: skip
SENT = {
    "set-up": {"key": "faux"},
    "set-up-people": {"sign_up": "closed"},
    "set-up-space": {"title": "Premier", "aim": "Commencer"},
    "settings": {
        "name": "Autrement", "language": "fr", "on_leaving": "nameless", "largest_image": "5", "largest_file": "5",
    },
    "administration-facilitator": {"handle": "@ines"},
    "record-credentials": {"name": "Simulateur", "may": "send"},
    "forwarding-new": _FORWARDING | {"password": "s", "whole": "now"},
    "forwarding-edit": _FORWARDING | {"name": "Autrement"},
    "forwarding-act off": {"act": "off"},
    "forwarding-act again": {"act": "again"},
    "forwarding-act remove": {"act": "remove"},
    "my-tokens": {"name": "Intranet", "scope": "write", "days": "30"},
    "webhook-new": {"name": "Autre", "address": "https://example.org/hook"},
    "webhook-edit": {"name": "Autrement", "address": "https://example.org/hook"},
    "webhook-act test": {"act": "test"},
    "webhook-act rotate": {"act": "rotate"},
    "webhook-act off": {"act": "off"},
    "webhook-act remove": {"act": "remove"},
    "administration-person-new": {"name": "Nova", "email": "nova@example.org"},
    "people-file look": {"file": FILE},
    "people-file agree": {"text": TABLE_OF_PEOPLE, "agreed": "{agreed}"},
    "administration-person-act roles": {"act": "roles", "administrator": "1"},
    "administration-person-act correct": {"act": "correct", "name": "Nadia", "email": "nadia@example.org"},
    "administration-person-act place": {"act": "place", "unit": "{unit}"},
    "administration-person-act link": {"act": "link"},
    "administration-person-act deactivate": {"act": "deactivate"},
    "administration-person-act reactivate": {"act": "reactivate"},
    "administration-person-act forget": {"act": "forget-factors"},
    "units": {"name": "Grenoble"},
    "unit edit": {"act": "edit", "name": "Lyon centre"},
    "unit put": {"act": "put-in", "who": "@nadia"},
    "unit remove": {"act": "remove"},
    "groups": {"name": "Relais"},
    "group edit": {"act": "edit", "name": "Relais", "about": ""},
    "group put": {"act": "put-in", "who": "@nadia"},
    "group take": {"act": "take-out", "who": "@lea"},
    "group admit": {"act": "into-space", "space": "ailleurs"},
    "group remove": {"act": "remove"},
    "coming-in": {"sign_up": "closed"},
    "providers": {"passwords": "1"},
    "provider-new": {"name": "Comptes", "issuer": "https://127.0.0.1"},
    "provider": {"name": "Autrement", "issuer": "https://127.0.0.1"},
    "provider-act off": {"act": "off"},
    "provider-act remove": {"act": "remove"},
    "invitation-new": {"note": "Pour essayer", "days": "3"},
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A token and a delivery, and what a file of people would change."""
    from cordee.api.models import Token
    from cordee.people.register.plan import plan
    from cordee.records.actions.credentials import create_credential
    from cordee.records.actions.forwardings import make_forwarding
    from cordee.webhooks.models import Delivery

    credential, _password = create_credential(name="Simulateur", scopes=["all"], now=NOW)
    forwarding = make_forwarding(
        stage.cast.thomas, password="s", whole=False, now=NOW, family="", verb="", **_FORWARDING
    )
    return {
        "forwarding": forwarding.id,
        "record_credential": credential.id,
        "token": Token.objects.filter(person=stage.cast.lea).values_list("id", flat=True)[0],
        "delivery": Delivery.objects.filter(state="given-up").values_list("id", flat=True)[0],
        "agreed": plan(TABLE_OF_PEOPLE).print,
    }
