"""The register of the views that are made of what people did: what is in each, who may see it, who looked.

A room that shows figures or lists about people says so here, in its ``AppConfig.ready``; the page calls
``people.actions.looks.saw_view`` (or ``note_look`` where it is about one person). From this register people read
what is made of their data, and the sheet that informs employees before anything is measured is printed.
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class DataView:
    """A view in words. ``made_of``: what of people is in it. ``seen_by``: who may open it. Neither says "I" nor
    "you": the person concerned reads it, and so does their council.

    ``mine`` names the address (without arguments) where one sees one's own part. ``named``: people stand in it by their
    name; otherwise only in groups of five or more. ``noted``: who looks is written down for those who are in it.
    """

    name: str
    title: str | Promise
    made_of: str | Promise
    seen_by: str | Promise
    mine: str = ""
    named: bool = False
    noted: bool = True


_views: dict[str, DataView] = {}


def register(*views: DataView) -> None:
    """Add views; a name that is taken already is a fault of ours."""
    for view in views:
        if _views.setdefault(view.name, view) != view:
            raise ValueError(f"Two views are called {view.name}.")


def views() -> list[DataView]:
    """All views, in the order in which rooms told them."""
    return list(_views.values())


def view_named(name: str) -> DataView:
    """A view by its name. Raises LookupError: what shows people's data without saying so is a fault of ours."""
    try:
        return _views[name]
    except KeyError:
        raise LookupError(
            f"{name} is in no register: people must be told of it (people/views_of_data.py)."
        ) from None
