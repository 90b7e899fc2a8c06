"""What a path takes from who walks it, and from who writes it."""

from typing import Annotated

from ninja import Field, Schema

from cordee.api.schemas import Given, Text, example

Point = Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Field(min_length=2, max_length=2)]


class QuizAnswerIn(Given, json_schema_extra=example(answer=["0", "2"], revision=1)):
    """An answer in the names that the question gave: a text, or a list of texts and of points on an image."""

    answer: Text | list[Text | Point]
    revision: int = Field(
        ge=0, le=2**30, description="The one that you know: an older one never replaces a newer one."
    )


class QuizAnswerOut(Schema):
    revision: int


class StepTimeIn(Given, json_schema_extra=example(seconds=30)):
    seconds: int = Field(ge=0, le=3600, description="In use since the last time; 0 when it is opened.")
