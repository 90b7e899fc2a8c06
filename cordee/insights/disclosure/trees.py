"""Which groups of a tree (units, and those below) are told, so that no difference of told ones is about a few people."""

from collections import defaultdict
from collections.abc import Mapping

from cordee.insights.disclosure.hiding import FEWEST

TOP = 0  # the group of which all others are parts


class Tree:
    """Groups by number, and what each is a part of.

    What a told group leaves once its nearest told groups below are taken away is nobody, or five people and more. Then
    so does every other combination: taking away told groups from below, at whatever depth, leaves a sum of such
    remainders and of told groups. It is settled from below. Of a group's told parts the smallest goes, as long as it
    takes; one that goes leaves to the group above what is told in it, and what it left itself.

    Groups may overlap: who moved counts in two. Parts that come to more than their whole are not told together either, as
    what is too much is about those few who moved. So the remainder, taken as if parts were disjoint, is never one to four
    nor less than nobody; the largest that it may be (the whole without its largest part) is then never one to four
    either. Only sums are known here: as many people in none of the parts as in two of them look like nobody.
    """

    def __init__(self, above: Mapping[int, int]) -> None:
        self.above = above
        self.below: dict[int, list[int]] = defaultdict(list)
        for part, whole in above.items():
            self.below[whole].append(part)

    def tells(self, group: int, people: Mapping[int, int]) -> bool:
        """Whether a group is told, where ``people`` is how many each is about (those left out: fewer than five)."""
        if people.get(group, 0) < FEWEST:
            return False
        whole = group
        while whole != TOP:
            whole = self.above[whole]
            if people.get(whole, 0) >= FEWEST and group in self._settle(whole, people)[2]:
                return False
        return True

    def _settle(self, whole: int, people: Mapping[int, int]) -> tuple[list[int], int, set[int]]:
        """Of a group its nearest told parts, what they leave of it, and which of its parts are not told for its sake."""
        parts = self._large(whole, people)
        left = people[whole] - sum(people[part] for part in parts)
        gone: set[int] = set()
        while parts and left != 0 and left < FEWEST:
            smallest = min(parts, key=lambda part: (people[part], part))
            more, freed, _gone = self._settle(smallest, people)
            parts = [part for part in parts if part != smallest] + more
            left += freed
            gone.add(smallest)
        return parts, left, gone

    def _large(self, whole: int, people: Mapping[int, int]) -> list[int]:
        found: list[int] = []
        for part in self.below.get(whole, ()):
            found += [part] if people.get(part, 0) >= FEWEST else self._large(part, people)
        return found
