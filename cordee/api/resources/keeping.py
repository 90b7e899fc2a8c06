"""Operations: following and keeping."""

from ninja import Router

router = Router(tags=["Following and keeping"])
