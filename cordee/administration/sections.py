"""The parts of the administration, in the order of its menu."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A part: the name of its first page, its word, its icon, and what one does there in a sentence."""

    page: str
    label: str | Promise
    icon: str
    what: str | Promise = ""


# What proves that training works: for administrators and auditors, and for training managers, who see no other part.
TRAINING: list[Section] = [
    Section(
        "insights",
        _("Figures"),
        "health",
        _("Who takes part, who helps whom, what is found useful: counted, with what each figure means."),
    ),
    Section(
        "circulation",
        _("How knowledge travels"),
        "share",
        _("Which practices are taken up, between which groups, and where they stop."),
    ),
    Section(
        "evidence",
        _("Evidence"),
        "lock",
        _("What happened in the paths, piece by piece; links for auditors, files that verify."),
    ),
    Section("indicators", _("Qualiopi, by indicator"), "accepted", _("What is held, by indicator.")),
    Section("bpf", _("Yearly report (BPF)"), "file", _("People and hours for the administration.")),
    Section(
        "improvement",
        _("Complaints and improvements"),
        "flag",
        _("What did not go well, what was done about it, whether it works."),
    ),
]
SECTIONS: list[Section] = [
    Section("administration", _("Administration"), "shield"),
    Section("settings", _("Settings"), "settings", _("Name, logo, colour, files, what is kept.")),
    Section("administration-people", _("People"), "people", _("Accounts, their roles, who may sign in.")),
    Section("units", _("Units"), "units", _("The organisation chart: who stands where.")),
    Section("groups", _("Groups"), "groups", _("People who are addressed together, wherever they stand.")),
    Section("coming-in", _("Who may come in"), "invite", _("Sign-up, and invitation links.")),
    Section(
        "providers",
        _("Organisation accounts"),
        "entrance",
        _("Coming in with the account of your organisation (OpenID Connect)."),
    ),
    Section("roles", _("Roles and rights"), "roles", _("Who may do what, in words.")),
    Section(
        "administration-spaces",
        _("All spaces"),
        "spaces",
        _("Who keeps each one alive, and when it last moved."),
    ),
    Section("tokens", _("API tokens"), "key", _("The keys by which other software acts for somebody.")),
    Section(
        "record-credentials",
        _("Learning records"),
        "paths",
        _("Other software sends and reads what people learned (xAPI)."),
    ),
    Section("webhooks", _("Webhooks"), "webhook", _("Tell other software what happens here.")),
    *TRAINING,
    Section("health", _("Health"), "health", _("Database, disk, mail, jobs: is all well?")),
    Section("audit", _("Audit log"), "audit", _("Who did what, and when.")),
]
