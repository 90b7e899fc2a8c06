"""Who gets what at the ways in and the settings of one's own (testing/rights.py says how to read the table)."""

from datetime import timedelta

from django.utils import timezone

from cordee.testing.cast import Stage

RIGHTS = """
#                                                                  visi deac susp memb auth outs keep else audi admi
GET    /me/profile/                                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/profile/                                                in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/preferences/                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/preferences/                                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /language/                                                  same same same same same same same same same same
GET    /sign-in/                                                   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-in/                                                   same same same same same same same same same same
GET    /sign-in/code/                                              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-in/code/                                              same same same same same same same same same same
GET    /sign-in/code/confirm/                                      ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-in/code/confirm/                                      same same same same same same same same same same
GET    /sign-in/second-step/                                       ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-in/second-step/                                       same same same same same same same same same same
GET    /sign-out/                                                  ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-out/                                                  same same same same same same same same same same
GET    /sign-up/                                                   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-up/                                                   same same same same same same same same same same
GET    /sign-up/{proof}/                                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-up/{proof}/                                           ok   ok   same same same same same same same same
GET    /join/{invited}/                                            ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /join/{invited}/                                            ok   ok   same same same same same same same same
GET    /let-in/{link}/                                             ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /let-in/{link}/                                             ok   ok   same same same same same same same same
GET    /me/sessions/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /me/sessions/                                               in   in   same same same same same same same same
GET    /me/security/                                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /me/security/application/                                   in   in   asks asks asks asks asks asks asks asks
POST   /me/security/application/                                   in   in   asks asks asks asks asks asks asks asks
GET    /me/security/application/off/                               in   in   none none none none none none none none
POST   /me/security/application/off/                               in   in   none none none none none none none none
GET    /me/security/codes/                                         in   in   none none none none none none none none
GET    /me/security/codes/new/                                     in   in   asks asks asks asks asks asks asks asks
POST   /me/security/codes/new/                                     in   in   asks asks asks asks asks asks asks asks
GET    /sign-in/passkey/                                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /sign-in/passkey/                                           same same same same same same same same same same
GET    /me/security/passkeys/new/                                  in   in   asks asks asks asks asks asks asks asks
POST   /me/security/passkeys/new/                                  in   in   asks asks asks asks asks asks asks asks
GET    /me/security/passkeys/1/                                    in   in   asks asks asks asks asks asks asks asks
POST   /me/security/passkeys/1/                                    in   in   asks asks asks asks asks asks asks asks
GET    /me/security/passkeys/1/removal/                            in   in   asks asks asks asks asks asks asks asks
POST   /me/security/passkeys/1/removal/                            in   in   asks asks asks asks asks asks asks asks
GET    /account/reauthenticate/passkey/                            in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/reauthenticate/passkey/                            in   in   same same same same same same same same
GET    /sign-in/with/nowhere/                                      none none ok   ok   ok   ok   ok   ok   ok   ok
GET    /sign-in/with/nowhere/callback/                             none none none none none none none none none none
GET    /me/security/accounts/nowhere/                              in   in   asks asks asks asks asks asks asks asks
#                                                                  visi deac susp memb auth outs keep else audi admi
POST   /me/security/accounts/nowhere/                              in   in   asks asks asks asks asks asks asks asks
POST   /me/security/unlink/{account_link}/                         in   in   none none ok   none none none none none
GET    /account/inactive/                                          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /account/reauthenticate/                                    in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/reauthenticate/                                    in   in   same same same same same same same same
GET    /account/reauthenticate/code/                               in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/reauthenticate/code/                               in   in   same same same same same same same same
GET    /account/email/                                             in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/email/                                             in   in   same same same same same same same same
GET    /account/password/change/                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/password/change/                                   in   in   ok   ok   ok   ok   ok   ok   ok   ok
GET    /account/password/set/                                      in   in   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/password/set/                                      in   in   same same same same same same same same
GET    /account/password/reset/                                    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/password/reset/                                    same same same same same same same same same same
GET    /account/password/reset/done/                               ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
GET    /account/password/reset/key/1-abc/                          ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST   /account/password/reset/key/1-abc/                          same same same same same same same same same same
GET    /account/password/reset/key/done/                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
"""
SENT = {
    "my-profile": {"name": "Un autre nom"},
    "preferences": {"theme": "dark"},
    "language": {"language": "en"},
    "account_login": {"login": "nadia@example.org", "password": "faux"},
    "account_request_login_code": {"email": "nadia@example.org"},
    "account_confirm_login_code": {"code": "000000"},
    "mfa_authenticate": {"code": "000000"},
    "account_signup": {"name": "Nova", "email": "nova@example.org"},
    "sign-up-proven": {"password": "corde et mousqueton"},
    "join": {"name": "Nova", "email": "nova@example.org", "password": "corde et mousqueton"},
    "let-in": {"password": "corde et mousqueton"},
    "account_email": {"action_add": "1", "email": "autre@example.org"},
    "account_change_password": {
        "oldpassword": "corde et piolet", "password1": "corde et mousqueton", "password2": "corde et mousqueton",
    },
    "account_set_password": {"password1": "corde et mousqueton", "password2": "corde et mousqueton"},
    "account_reset_password": {"email": "nadia@example.org"},
    "account_reauthenticate": {"password": "faux"},
    "mfa_reauthenticate": {"code": "000000"},
    "mfa_edit_webauthn": {"name": "Ma clé"},
    "mfa_login_webauthn": {"credential": "{{}}"},
    "mfa_add_webauthn": {"name": "Ma clé", "credential": "{{}}"},
    "mfa_reauthenticate_webauthn": {"credential": "{{}}"},
    "mfa_activate_totp": {"code": "000000"},
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A sign-up that is open, an invitation, a link for somebody who was added, a proof of an address."""
    from allauth.socialaccount.models import SocialAccount

    from cordee.core.models import Organisation
    from cordee.core.queries import forget_organisation
    from cordee.people.actions.administering import add_person
    from cordee.people.actions.invitations import invite
    from cordee.people.actions.letting_in import link_secret
    from cordee.people.actions.sign_up import proof_of

    Organisation.objects.update(sign_up="open")
    forget_organisation()
    invitation, secret = invite(stage.cast.thomas, most_uses=None, now=timezone.now() - timedelta(hours=1))
    added = add_person(stage.cast.thomas, name="Ajouté", email="ajoute@example.org", now=timezone.now())
    return {
        "account_link": SocialAccount.objects.get(user=stage.cast.lea).pk,
        "invitation": invitation.id,
        "invited": secret,
        "link": link_secret(added),
        "proof": proof_of("Nova", "nova@example.org"),
    }
