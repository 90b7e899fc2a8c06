"""Operations: moderation."""

from ninja import Router

router = Router(tags=["Moderation"])
