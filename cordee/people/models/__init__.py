"""Who is here, what they know, how the organisation is arranged, and how people come in."""

from cordee.people.models.invitations import Invitation
from cordee.people.models.looks import DataLook, ViewLook
from cordee.people.models.persons import HUES, Person, PersonManager, initials
from cordee.people.models.providers import IdentityProvider
from cordee.people.models.skills import PersonSkill, Skill
from cordee.people.models.units import Group, GroupMember, Unit

__all__ = [
    "HUES",
    "DataLook",
    "Group",
    "GroupMember",
    "IdentityProvider",
    "Invitation",
    "Person",
    "PersonManager",
    "PersonSkill",
    "Skill",
    "Unit",
    "ViewLook",
    "initials",
]
