"""Who sees which page of people; read by the tests of all pages (web/tests/test_pages.py says how)."""

OK, NO = 200, 403
MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "my-sessions": ("/me/sessions/", OK, OK, OK, OK),
    "mfa_index": ("/me/security/", OK, OK, OK, OK),
    "coming-in": ("/administration/coming-in/", OK, NO, NO, NO),
}
ELSEWHERE: set[str] = {
    "sign-in-with", "provider-callback", "account-link", "account-unlink",
    "sign-up-proven", "join", "let-in", "invitation-new", "invitation",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_login_webauthn", "mfa_reauthenticate_webauthn",
}  # fmt: skip
BROWSER: dict[str, list[str]] = {
    "lea": ["/me/sessions/", "/me/security/"],
    "thomas": ["/administration/coming-in/"],
}
