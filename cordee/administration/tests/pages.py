"""Who sees which page of administration; read by the tests of all pages (web/tests/test_pages.py says how)."""

from cordee.testing.cast import NOW, Stage

_ADMINISTRATORS = (200, 403, 403, 403)

MATRIX: dict[str, tuple[str, int, int, int, int]] = {
    "administration": ("/administration/", *_ADMINISTRATORS),
    "settings": ("/administration/settings/", *_ADMINISTRATORS),
    "administration-people": ("/administration/people/", *_ADMINISTRATORS),
    "administration-person": ("/administration/people/@lea/", *_ADMINISTRATORS),
    "roles": ("/administration/roles/", *_ADMINISTRATORS),
    "administration-spaces": ("/administration/spaces/", *_ADMINISTRATORS),
    "tokens": ("/administration/tokens/", *_ADMINISTRATORS),
    "my-tokens": ("/me/tokens/", 200, 200, 200, 200),
    "webhooks": ("/administration/webhooks/", *_ADMINISTRATORS),
    "webhook-new": ("/administration/webhooks/new/", *_ADMINISTRATORS),
    "webhook": ("/administration/webhooks/{hook}/", *_ADMINISTRATORS),
    "webhook-edit": ("/administration/webhooks/{hook}/edit/", *_ADMINISTRATORS),
    "health": ("/administration/health/", *_ADMINISTRATORS),
    "audit": ("/administration/audit/", *_ADMINISTRATORS),
    "audit-file": ("/administration/audit.csv", *_ADMINISTRATORS),
    "set-up-people": ("/set-up/people/", *_ADMINISTRATORS),
    "set-up-space": ("/set-up/space/", *_ADMINISTRATORS),
    "set-up-done": ("/set-up/done/", *_ADMINISTRATORS),
}
ELSEWHERE: set[str] = {
    "administration-person-act", "set-up", "theme", "logo", "administration-facilitator",
    "token-revoke", "my-token-revoke", "webhook-act",
    "webhook-resend", "health-mail",
}  # fmt: skip
BROWSER: dict[str, list[str]] = {
    "thomas": [
        "/administration/", "/administration/settings/", "/administration/people/",
        "/administration/people/@lea/", "/administration/roles/", "/administration/spaces/",
        "/administration/tokens/", "/administration/webhooks/", "/administration/webhooks/new/",
        "/administration/webhooks/{hook}/", "/administration/health/", "/administration/audit/",
        "/set-up/people/", "/set-up/space/", "/set-up/done/",
    ],
    "lea": ["/me/tokens/"],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A webhook with a delivery that failed, and a token."""
    from cordee.api.actions import create_token
    from cordee.webhooks.actions.hooks import make_hook
    from cordee.webhooks.models import Delivery

    hook, _secret = make_hook(stage.cast.thomas, name="Support", address="https://example.org/in", now=NOW)
    Delivery.objects.create(
        hook=hook, event_id=stage.question.id, verb="post.published", body={}, state="given-up", tries=9, at=NOW,
        due_at=NOW, tried_at=NOW, status=500, milliseconds=12, answer="<b>non</b>", trouble="answered 500",
    )  # fmt: skip
    create_token(stage.cast.lea, name="Intranet", scopes=["read"], now=NOW)
    return {"hook": hook.id}
