"""What devices give and take."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from cordee.api.schemas import Given, Text, example


class DeviceOut(Schema):
    """A device; its address and its keys are told to nobody."""

    id: UUID
    name: str
    made_at: datetime
    told_at: datetime | None = Field(description="When something was last shown there.")


class DevicesOut(Schema):
    key: str = Field(description="The `applicationServerKey` of this installation, in base64url.")
    items: list[DeviceOut]


class DeviceIn(
    Given,
    json_schema_extra=example(
        endpoint="https://push.example/send/1",
        p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth="BTBZMqHH6r4Tts7J_aSIgg",
    ),
):
    """A device that a browser was asked for."""

    endpoint: Text = Field(max_length=500, description="Its address at its push service.")
    p256dh: Text = Field(max_length=100, description="Its public key, in base64url.")
    auth: Text = Field(max_length=40, description="Its secret, in base64url.")
    name: Text = Field(
        "", max_length=80, description="By which its owner knows it; made of the browser without."
    )
