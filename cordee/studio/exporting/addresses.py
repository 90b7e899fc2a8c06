"""Addresses in texts, seen from the page on which they stand."""

import posixpath
import re
from urllib.parse import quote

from cordee.studio.course import STEP, asset_named, step_named
from cordee.studio.exporting.places import Places
from cordee.studio.fitting import LINKED


class Addresses:
    """How one page names the others, and the files."""

    def __init__(self, places: Places, page: str) -> None:
        self._places, self._folder = places, posixpath.dirname(page)

    def in_text(self, text: str) -> str:
        """A text of the course with addresses that lead there in the folder."""

        def placed(found: re.Match[str]) -> str:
            address = found["address"]
            there = (
                self._places.steps.get(step_named(address))
                if address.startswith(STEP)
                else self._places.files.get(asset_named(address))
            )
            if there is None:
                return found[0]
            return f"{found['words'] or ''}({quote(self.to(there))}{found['title'] or ''})"

        return LINKED.sub(placed, text)

    def file(self, name: str) -> str:
        """A file of the course; what is none stays as it is called."""
        return self.to(self._places.files[name]) if name in self._places.files else name

    def step(self, key: str) -> str:
        """Another step."""
        return self.to(self._places.steps[key]) if key in self._places.steps else key

    def bank(self, key: str) -> str:
        """A bank."""
        return self.to(self._places.banks[key]) if key in self._places.banks else key

    def to(self, place: str) -> str:
        """A place of the folder, from here."""
        return posixpath.relpath(place, self._folder or ".")
