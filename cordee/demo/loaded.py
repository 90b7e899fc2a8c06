"""What stands of the demo organisation while it is loaded."""

from cordee.demo.content import Content, Language
from cordee.people.models import Person
from cordee.spaces.actions.reactions import Given
from cordee.spaces.models import Charter, Comment, Post, Space


class Loaded:
    """What stands so far, by the keys of the content; and the reactions that were given and are not written yet."""

    def __init__(self, told: Content, language: Language) -> None:
        self.told, self.language = told, language
        self.people: dict[str, Person] = {}
        self.spaces: dict[str, Space] = {}
        self.charters: dict[str, Charter] = {}
        self.posts: dict[str, Post] = {}
        self.replies: dict[str, Comment] = {}
        self.given: list[Given] = []
