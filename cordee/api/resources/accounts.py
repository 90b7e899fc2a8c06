"""Operations: accounts."""

from ninja import Router

router = Router(tags=["Accounts"])
