"""What a digest adds to what is told: parts that any room above may give."""

from cordee.notifications.digest.parts import Item, Part, Section, register, sections_of

__all__ = ["Item", "Part", "Section", "register", "sections_of"]
