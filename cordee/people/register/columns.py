"""The columns of the table of people, and the words that a file may call them by."""

COLUMNS = ("name", "email", "handle", "headline", "unit", "manager", "groups", "language", "active")
WORDS = {name: name for name in COLUMNS} | {
    "nom": "name", "nom complet": "name", "full name": "name", "prénom nom": "name",
    "e-mail": "email", "mail": "email", "courriel": "email", "adresse e-mail": "email", "adresse électronique": "email",
    "identifiant": "handle", "fonction": "headline", "poste": "headline", "job": "headline",
    "unité": "unit", "unite": "unit", "service": "unit", "équipe": "unit", "equipe": "unit", "department": "unit",
    "responsable": "manager", "manager e-mail": "manager", "line manager": "manager",
    "groupes": "groups", "groupe": "groups", "group": "groups", "langue": "language",
    "actif": "active", "active": "active",
}  # fmt: skip
YES, NO = {"yes", "oui", "true", "vrai", "1", "x"}, {"no", "non", "false", "faux", "0"}
LANGUAGES = {"fr": "fr", "français": "fr", "francais": "fr", "french": "fr",
             "en": "en", "anglais": "en", "english": "en"}  # fmt: skip
ABOVE = " / "  # between the boxes of a path in the chart, the highest first
BETWEEN = "|"  # between the groups of a person
NOTHING = "-"  # a cell that empties; an empty cell changes nothing
