"""How much of an index one question reads."""

from collections.abc import Mapping

MOST_POSTINGS = 4_500  # of the rarest stems: what a question reads stays the same while a community grows
MOST_STEMS = 40


def rarest(counts: Mapping[str, int]) -> list[str]:
    """The stems to be read, the rarest first, as long as all they stand in stays within bounds; at least one."""
    chosen: list[str] = []
    so_far = 0
    for one, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        so_far += count
        if chosen and (so_far > MOST_POSTINGS or len(chosen) == MOST_STEMS):
            break
        chosen.append(one)
    return chosen
