"""Agents and groups: who did something, or was there."""

from typing import Any

from cordee.records.homes import is_person
from cordee.records.validation.values import iri, is_list, is_object, mailto, refuse, sha1, text

IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
_AGENT = IDENTIFIERS | {"objectType", "name"}
_GROUP = _AGENT | {"member"}
_ACCOUNT = {"homePage", "name"}


def actor(value: Any, where: str) -> None:
    """An agent or a group; without ``objectType`` it is an agent."""
    kind = value.get("objectType", "Agent") if type(value) is dict else None
    if kind == "Agent":
        agent(value, where)
    elif kind == "Group":
        group(value, where)
    else:
        refuse(where, "must be an Agent or a Group")


def agent(value: Any, where: str) -> None:
    """One person or system, named by exactly one identifier."""
    is_object(value, where, _AGENT)
    if value.get("objectType", "Agent") != "Agent":
        refuse(where, "must be an Agent")
    if _identified(value, where) != 1:
        refuse(where, f"must have exactly one of {', '.join(sorted(IDENTIFIERS))}")


def group(value: Any, where: str) -> None:
    """Some agents: with an identifier, or known by its members alone."""
    is_object(value, where, _GROUP)
    if value.get("objectType") != "Group":
        refuse(where, "must be a Group")
    found = _identified(value, where)
    if found > 1:
        refuse(where, "must have at most one identifier")
    if "member" in value:
        for place, one in enumerate(is_list(value["member"], f"{where}.member")):
            agent(one, f"{where}.member[{place}]")
    if not found and not value.get("member"):
        refuse(where, "a group without an identifier must have members")


def authority(value: Any, where: str) -> None:
    """Who vouches: an agent, or the pair of an application (by account) and its user (1.0.3 Data, 2.4.9)."""
    actor(value, where)
    if value.get("objectType") != "Group":
        return
    members = value.get("member", [])
    if len(members) != 2 or not any("account" in one for one in members):
        refuse(where, "a group that vouches is one application, by its account, and one user")


def identifier(value: dict[str, Any]) -> tuple[str, str] | None:
    """The identifier of a valid agent or group as a pair of texts that can be compared; None for an anonymous group."""
    if "mbox" in value:
        return "mbox", address(value["mbox"])
    if "mbox_sha1sum" in value:
        return "mbox_sha1sum", value["mbox_sha1sum"].lower()
    if "openid" in value:
        return "openid", value["openid"]
    if "account" in value:
        home_page, name = value["account"]["homePage"], value["account"]["name"]
        if is_person(home_page, name):
            return "account", f"\n{name.lower()}"
        return "account", f"{home_page}\n{name}"
    return None


def address(mbox: str) -> str:
    """A ``mailto:`` by which addresses are compared: case says nothing in a domain (1.0.3 Data, 2.3.1.b7)."""
    name, at, domain = mbox.rpartition("@")
    return name + at + domain.lower()


def _identified(value: dict[str, Any], where: str) -> int:
    found = 0
    if "mbox" in value:
        mailto(value["mbox"], f"{where}.mbox")
        found += 1
    if "account" in value:
        account = is_object(value["account"], f"{where}.account", _ACCOUNT, _ACCOUNT)
        iri(account["homePage"], f"{where}.account.homePage")
        text(account["name"], f"{where}.account.name")
        found += 1
    if "openid" in value:
        iri(value["openid"], f"{where}.openid")
        found += 1
    if "mbox_sha1sum" in value:
        sha1(value["mbox_sha1sum"], f"{where}.mbox_sha1sum")
        found += 1
    if "name" in value:
        text(value["name"], f"{where}.name")
    return found
