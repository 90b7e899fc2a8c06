"""Operations: my data."""

from ninja import Router

router = Router(tags=["My data"])
