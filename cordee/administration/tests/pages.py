"""Which pages of administration are opened in a real browser (testing/rooms.py says how)."""

from cordee.testing.cast import NOW, Stage

BROWSER: dict[str, list[str]] = {
    "thomas": [
        "/training/", "/administration/", "/administration/settings/", "/administration/people/",
        "/administration/people/@lea/", "/administration/people/new/", "/administration/people/file/",
        "/administration/units/", "/administration/units/{unit}/", "/administration/groups/{group}/",
        "/administration/roles/", "/administration/spaces/",
        "/administration/tokens/", "/administration/records/", "/administration/records/forwardings/{forwarding}/",
        "/administration/records/forwardings/new/", "/administration/webhooks/",
        "/administration/webhooks/new/",
        "/administration/webhooks/{hook}/", "/administration/sign-in/", "/administration/sign-in/new/",
        "/administration/sign-in/{provider}/", "/administration/health/", "/administration/audit/",
        "/set-up/people/", "/set-up/space/", "/set-up/done/",
    ],
    "lea": ["/me/tokens/"],
}  # fmt: skip


def prepare(stage: Stage) -> dict[str, object]:
    """A webhook with a delivery that failed, a token, a unit and a group, an organisation account that Léa uses."""
    from allauth.socialaccount.models import SocialAccount

    from cordee.api.actions import create_token
    from cordee.people.actions.arranging import add_group, add_unit, put_in
    from cordee.people.models import IdentityProvider
    from cordee.records.actions.forwardings import make_forwarding
    from cordee.records.models import SetAside
    from cordee.webhooks.actions.hooks import make_hook
    from cordee.webhooks.models import Delivery

    hook, _secret = make_hook(stage.cast.thomas, name="Support", address="https://example.org/in", now=NOW)
    Delivery.objects.create(
        hook=hook, event_id=stage.question.id, verb="post.published", body={}, state="given-up", tries=9, at=NOW,
        due_at=NOW, tried_at=NOW, status=500, milliseconds=12, answer="<b>non</b>", trouble="answered 500",
    )  # fmt: skip
    create_token(stage.cast.lea, name="Intranet", scopes=["read"], now=NOW)
    unit = add_unit(stage.cast.thomas, name="Lyon", now=NOW)
    group = add_group(stage.cast.thomas, name="Tuteurs", now=NOW)
    put_in(stage.cast.thomas, group, stage.cast.lea, now=NOW)
    provider = IdentityProvider.objects.create(
        slug="compte", name="le compte Refuge", issuer="https://idp.example.org", client_id="cordee", made_at=NOW,
        switched_on_at=NOW,
    )  # fmt: skip
    SocialAccount.objects.create(
        user=stage.cast.lea, provider="compte", uid="1", extra_data={"email": "lea@x.org"}
    )
    forwarding = make_forwarding(
        stage.cast.thomas, name="Groupe", address="https://lrs.example.org/xapi", version="1.0.3", user="cordee",
        password="s", whole=False, now=NOW,
    )  # fmt: skip
    SetAside.objects.create(
        forwarding=forwarding, statement_id=stage.question.id, position=1, status=400, trouble="answered 400",
        answer="<b>no</b>", at=NOW,
    )  # fmt: skip
    return {
        "forwarding": forwarding.id,
        "hook": hook.id,
        "unit": unit.id,
        "group": group.id,
        "provider": provider.id,
    }
