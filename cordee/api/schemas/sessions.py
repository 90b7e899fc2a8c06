"""What the operations on one's sessions give."""

from datetime import datetime

from ninja import Field, Schema


class SessionOut(Schema):
    id: int
    device: str = Field(description="Browser and device, in two words.")
    place: str = Field(description="The address of the network that it was last seen at.")
    since: datetime
    seen: datetime
    here: bool = Field(description="The session of this very call; never with a token.")


class EndedOut(Schema):
    count: int
