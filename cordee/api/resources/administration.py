"""Operations: administration."""

from ninja import Router

router = Router(tags=["Administration"])
