"""Addresses: setting up, settings, roles, spaces, tokens, webhooks, health, audit log."""

from django.urls import URLPattern, path

from cordee.administration.views import (
    audit,
    forwardings,
    health,
    home,
    records,
    setting_up,
    settings,
    spaces,
    tokens,
    webhooks,
)

urlpatterns: list[URLPattern] = [
    path("set-up/", setting_up.begin, name="set-up"),
    path("set-up/people/", setting_up.people, name="set-up-people"),
    path("set-up/space/", setting_up.space, name="set-up-space"),
    path("set-up/done/", setting_up.done, name="set-up-done"),
    path("theme.css", settings.theme, name="theme"),
    path("organisation/logo/", settings.logo, name="logo"),
    path("administration/", home.home, name="administration"),
    path("training/", home.training, name="training"),
    path("administration/settings/", settings.settings, name="settings"),
    path("administration/roles/", spaces.roles, name="roles"),
    path("administration/spaces/", spaces.spaces, name="administration-spaces"),
    path(
        "administration/spaces/<slug:slug>/facilitators/",
        spaces.facilitator,
        name="administration-facilitator",
    ),
    path("administration/tokens/", tokens.all_tokens, name="tokens"),
    path("administration/tokens/<uuid:token_id>/revoke/", tokens.any_token, name="token-revoke"),
    path("me/tokens/", tokens.my_tokens, name="my-tokens"),
    path("me/tokens/<uuid:token_id>/revoke/", tokens.my_token, name="my-token-revoke"),
    path("administration/records/", records.record_credentials, name="record-credentials"),
    path(
        "administration/records/<uuid:credential_id>/revoke/",
        records.record_credential,
        name="record-credential",
    ),
    path("administration/records/forwardings/new/", forwardings.new_forwarding, name="forwarding-new"),
    path(
        "administration/records/forwardings/<uuid:forwarding_id>/", forwardings.forwarding, name="forwarding"
    ),
    path(
        "administration/records/forwardings/<uuid:forwarding_id>/edit/",
        forwardings.edit,
        name="forwarding-edit",
    ),
    path(
        "administration/records/forwardings/<uuid:forwarding_id>/act/",
        forwardings.forwarding_act,
        name="forwarding-act",
    ),
    path("administration/webhooks/", webhooks.webhooks, name="webhooks"),
    path("administration/webhooks/new/", webhooks.new_webhook, name="webhook-new"),
    path("administration/webhooks/<uuid:hook_id>/", webhooks.webhook, name="webhook"),
    path("administration/webhooks/<uuid:hook_id>/edit/", webhooks.edit_webhook, name="webhook-edit"),
    path("administration/webhooks/<uuid:hook_id>/act/", webhooks.webhook_act, name="webhook-act"),
    path("administration/deliveries/<uuid:delivery_id>/resend/", webhooks.resend, name="webhook-resend"),
    path("administration/health/", health.health, name="health"),
    path("administration/health/mail/", health.test_mail, name="health-mail"),
    path("administration/audit/", audit.audit, name="audit"),
    path("administration/audit.csv", audit.audit_file, name="audit-file"),
]
