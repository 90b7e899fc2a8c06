"""Course structures of cmi5: what they are made of, how they are read, what is refused."""

from cordee.cmi5.structure.parts import Block, Course, Part, Unit
from cordee.cmi5.structure.reading import course_in

__all__ = ["Block", "Course", "Part", "Unit", "course_in"]
