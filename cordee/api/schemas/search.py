"""What search takes and gives."""

from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import PersonOut, PostLineOut, SkillOut


class FoundOut(Schema):
    post: PostLineOut
    title_html: str = Field(
        description="The title with the words found in <mark>; everything else is escaped."
    )
    excerpt_html: str = Field(description="The place that answers best, in the same form.")
    comment_id: UUID | None = Field(
        description="The reply in which the words stand; null for the contribution."
    )
    url: str


class NamedSpaceOut(Schema):
    slug: str
    title: str


class NamedPathOut(Schema):
    slug: str
    title: str


class ResultsOut(Schema):
    items: list[FoundOut]
    next: str | None
    instead: str = Field(description="What was searched, because nothing answered the words as sent.")
    perhaps: str = Field(description="What may have been meant.")
    people: list[PersonOut] = Field(description="With `kind=person`: those of that name.")
    spaces: list[NamedSpaceOut] = Field(description="With `kind=space`: those of that name.")
    skills: list[SkillOut] = Field(description="With `kind=skill`: those of that name.")
    paths: list[NamedPathOut] = Field(description="With `kind=path`: those of that name.")


class SuggestionsOut(Schema):
    posts: list[FoundOut]
    people: list[PersonOut]
    spaces: list[NamedSpaceOut]
    skills: list[SkillOut]
    paths: list[NamedPathOut]
