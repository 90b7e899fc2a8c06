"""The addresses of people's own settings, and the way in and out."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from cordee.people.views import letting_in, openid, passkeys, sessions, settings, sign_up
from cordee.people.views.limited import limited

# allauth asks for a page of this name. Nobody gives themselves an address here: an administrator puts it right, so that
# nobody takes the address of somebody else who has not come in yet.
own_address = login_required(RedirectView.as_view(pattern_name="my-profile"))

urlpatterns = [
    path("me/profile/", settings.my_profile, name="my-profile"),
    path("me/preferences/", settings.my_preferences, name="preferences"),
    path("language/", settings.language, name="language"),
    path("sign-in/", limited(account.login), name="account_login"),
    path("sign-in/with/<slug:slug>/", openid.sign_in_with, name="sign-in-with"),
    path("sign-in/with/<slug:slug>/callback/", openid.callback, name="provider-callback"),
    path("sign-in/code/", limited(openid.request_code), name="account_request_login_code"),
    path("sign-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/second-step/", limited(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", sign_up.sign_up, name="account_signup"),
    path("sign-up/<str:proof>/", sign_up.sign_up_proven, name="sign-up-proven"),
    path("join/<str:secret>/", sign_up.join, name="join"),
    path("let-in/<str:secret>/", letting_in.let_in, name="let-in"),
    path("me/sessions/", sessions.my_sessions, name="my-sessions"),
    path("me/security/", passkeys.security, name="mfa_index"),
    path("me/security/passkeys/new/", passkeys.new_passkey, name="mfa_add_webauthn"),
    path("me/security/passkeys/<int:pk>/", passkeys.rename_passkey, name="mfa_edit_webauthn"),
    path("me/security/passkeys/<int:pk>/removal/", passkeys.remove_passkey, name="mfa_remove_webauthn"),
    path(
        "me/security/accounts/<slug:slug>/",
        login_required(reauthentication_required(openid.link_account)),
        name="account-link",
    ),
    path("me/security/unlink/<int:link_id>/", openid.unlink_account, name="account-unlink"),
    path("me/security/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("me/security/application/off/", passkeys.turn_off_application, name="mfa_deactivate_totp"),
    path("me/security/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "me/security/codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/reauthenticate/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/reauthenticate/passkey/", passkeys.still_me, name="mfa_reauthenticate_webauthn"),
    path("account/email/", own_address, name="account_email"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/reset/key/<uidb36>-<key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
