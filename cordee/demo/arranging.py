"""The demo's organisation chart, its line managers and its groups."""

from collections.abc import Mapping
from datetime import datetime

from cordee.demo.content import Text
from cordee.demo.loaded import Loaded
from cordee.people.actions.arranging import add_group, add_unit, place, put_in
from cordee.people.models import Unit

ALONE = ("Indépendant", "Indépendante")  # stand in no unit
# Who manages whom, by the keys of people.toml.
MANAGERS: dict[str, tuple[str, ...]] = {
    "philippe": ("sophie", "thomas", "aminata", "bruno", "stephane"),
    "sophie": ("karim", "camille", "youssef", "helene", "anais", "ines"),
    "aminata": ("mathilde", "samira"),
    "thomas": ("valentin",),
    "nathalie": ("marc", "pauline", "mehdi", "isabelle"),
    "marc": ("lea", "chloe", "oceane", "lucas"),
    "pauline": ("fatou",),
    "mehdi": ("kevin",),
    "laurence": ("romain", "antoine", "sylvie"),
    "romain": ("emma", "clement", "delphine"),
    "david": ("corinne", "emmanuel", "ludivine", "agnes", "jeanne"),
    "corinne": ("leila", "sandrine", "christophe"),
    "emmanuel": ("rachid",),
    "frederic": ("elodie", "nicolas", "patricia", "virginie"),
    "elodie": ("moussa", "julien", "sonia", "adrien"),
    "benoit": ("hugo", "alice"),
    "marieclaude": ("christine", "sebastien", "yasmine"),
}
GROUPS: tuple[tuple[Text, Text, tuple[str, ...]], ...] = (
    (
        Text(fr="Tutrices et tuteurs", en="Tutors"),
        Text(fr="Accompagnent une personne qui débute, sur le poste.", en="Help a newcomer, at work."),
        ("sandrine", "moussa", "adrien", "sylvie", "marc", "elodie"),
    ),
    (
        Text(fr="Promotion Managers de proximité", en="Class of first-line managers"),
        Text(fr="La session commencée en septembre.", en="The course that began in September."),
        ("lea", "jordan", "elodie", "nicolas", "romain", "corinne", "fatou", "christine"),
    ),
)  # fmt: skip


def arrange(loaded: Loaded, arrivals: Mapping[str, datetime]) -> None:
    """Put everybody in the chart, under their manager, and in their groups; by the administrator, as they arrive."""
    administrator = loaded.people["thomas"]
    began, settled = arrivals["thomas"], max(arrivals.values())
    above = {one: manager for manager, team in MANAGERS.items() for one in team}
    units: dict[tuple[str, ...], Unit] = {}
    for key, entry in loaded.told.people.items():
        path = () if entry.unit in ALONE else tuple(entry.unit.split(", "))
        for depth in range(1, len(path) + 1):
            if path[:depth] not in units:
                name, parent = path[depth - 1], units.get(path[: depth - 1])
                units[path[:depth]] = add_unit(
                    administrator, name=name[:1].upper() + name[1:], parent=parent, now=began
                )
        manager = loaded.people[above[key]] if key in above else None
        at = max(began, arrivals[key], arrivals[above.get(key, key)])
        place(administrator, loaded.people[key], unit=units.get(path), manager=manager, now=at)
    for title, about, members in GROUPS:
        said = {"name": title.said(loaded.language), "about": about.said(loaded.language)}
        group = add_group(administrator, **said, now=settled)
        for key in members:
            put_in(administrator, group, loaded.people[key], now=settled)
