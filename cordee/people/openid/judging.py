"""What Cordée makes of somebody whom a provider sends: the same judgement for a sign-in and for a test of it."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.core.models import Organisation
from cordee.core.queries import organisation
from cordee.people.models import Group, IdentityProvider, Invitation, Person, Unit
from cordee.people.openid.claims import Claims, Told, read
from cordee.people.register.plan import chart_paths

# Why somebody does not come in: in words for them, and for who administers.
WHY: dict[str, tuple[str | Promise, str | Promise]] = {
    "no-email": (
        _("Your account there did not tell your e-mail address. Ask whoever runs it."),
        _(
            "The claim “%(claim)s” is missing, or is no e-mail address: ask for another scope, or name another claim."
        ),
    ),
    "unproven": (
        _(
            "Your account there does not say that your e-mail address was verified. Verify it there, then try again; or "
            "sign in here as usual, and link the account under “Sign-in and security”."
        ),
        _(
            "“email_verified” is not true for %(email)s, so that Cordée cannot know whose address it is. If this "
            "provider gives out the addresses of your organisation itself, name their domain above."
        ),
    ),
    "unproven-here": (
        _(
            "An account here has your address, and nobody has shown yet that it is theirs. If it is yours, sign in with "
            "a code by e-mail once, then try again. If you know nothing of it, tell whoever runs this place."
        ),
        _(
            "The account of %(person)s came by an open invitation with %(email)s and never proved this address: whoever "
            "made it may be somebody else. A sign-in with a code by e-mail proves it."
        ),
    ),
    "deactivated": (
        _(
            "Your account here is deactivated. Ask whoever runs this place if you think that it should not be."
        ),
        _("The account of %(person)s is deactivated."),
    ),
    "other-link": (
        _(
            "Somebody with your address already comes in by another account there. Ask an administrator of this place to "
            "unlink it."
        ),
        _("%(person)s is linked to another account of this provider: unlink it on their page first."),
    ),
    "domain": (
        _("Nobody with your address is known here, and only addresses of %(domains)s may sign up."),
        _("%(email)s is unknown here, and sign-up takes only addresses of %(domains)s."),
    ),
    "unknown": (
        _("Nobody with the address %(email)s is known here. Ask whoever runs this place to add you."),
        _("%(email)s is unknown here, and sign-up is not open: allow newcomers above, or add them first."),
    ),
    "invited-other": (
        _("The invitation is for another address than %(email)s."),
        _("The invitation is for another address than %(email)s."),
    ),
}


@dataclass
class Verdict:
    """Who it would be: ``how`` is linked, known (by the address), new, or refused for the reason ``why``."""

    told: Told
    how: str
    person: Person | None = None
    why: str = ""
    unit: Unit | None = None
    groups: list[Group] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # units and groups that are named and not here
    claim: str = "email"

    @property
    def words(self) -> str:
        """Why not, for the person."""
        return self._words(0)

    @property
    def hint(self) -> str:
        """Why not, and what an administrator can do."""
        return self._words(1)

    def _words(self, side: int) -> str:
        if not self.why:
            return ""
        return str(WHY[self.why][side]) % {
            "email": self.told.email,
            "claim": self.claim,
            "person": self.person.name if self.person else "",
            "domains": ", ".join(organisation().sign_up_domains),
        }


def judge(provider: IdentityProvider, claims: Claims, invitation: Invitation | None = None) -> Verdict:
    """Nothing is written. Four queries at most, four more where units and groups are read."""
    told = read(provider, claims)
    verdict = Verdict(told, "refused", claim=provider.claim_email)
    link = SocialAccount.objects.select_related("user").filter(provider=provider.slug, uid=told.uid).first()
    if link is not None:
        verdict.how, verdict.person = "linked", link.user
    else:
        _by_address(verdict, provider, invitation)
    if verdict.person is not None and not verdict.person.is_active:
        verdict.how, verdict.why = "refused", "deactivated"
    if verdict.how != "refused":
        _place(verdict)
    return verdict


def _by_address(verdict: Verdict, provider: IdentityProvider, invitation: Invitation | None) -> None:
    told = verdict.told
    if not told.email:
        verdict.why = "no-email"
    elif not told.proven:
        verdict.why = "unproven"
    elif person := Person.objects.filter(email=told.email).first():
        verdict.person = person
        # An address may have passed to somebody else meanwhile: their account is another one.
        if SocialAccount.objects.filter(provider=provider.slug, user=person).exists():
            verdict.why = "other-link"
        # Whoever came by an open invitation could write any address, and knows the password of that account.
        elif not EmailAddress.objects.filter(user=person, email=told.email, verified=True).exists():
            verdict.why = "unproven-here"
        else:
            verdict.how = "known"
    elif invitation is not None:
        if invitation.email and invitation.email != told.email:
            verdict.why = "invited-other"
        else:
            verdict.how = "new"
    else:
        verdict.why = _why_not_new(provider, told.email)
        verdict.how = "refused" if verdict.why else "new"


def _why_not_new(provider: IdentityProvider, email: str) -> str:
    here = organisation()
    if provider.newcomers or here.sign_up == Organisation.SignUp.OPEN:
        return ""
    if here.sign_up == Organisation.SignUp.DOMAIN:
        return "" if email.rpartition("@")[2] in here.sign_up_domains else "domain"
    return "unknown"


def _place(verdict: Verdict) -> None:
    """The unit (by its name, or “Company / Service”) and the groups that are here; names that are not are kept."""
    told = verdict.told
    if told.unit:
        path = tuple(part.strip().casefold() for part in told.unit.split("/"))
        found = [
            unit
            for names, unit in chart_paths().items()
            if tuple(name.casefold() for name in names)[-len(path) :] == path
        ]
        verdict.unit = found[0] if len(found) == 1 else None
        if verdict.unit is None:
            verdict.unknown.append(told.unit)
    if told.groups:
        here = {group.name.casefold(): group for group in Group.objects.all()}
        verdict.groups = [here[name.casefold()] for name in told.groups if name.casefold() in here]
        verdict.unknown += [name for name in told.groups if name.casefold() not in here]
