"""Secrets that are stored encrypted."""

import pytest
from django.test import override_settings

from cordee.core.sealing import Unreadable, seal, unseal


def test_a_secret_is_read_again_with_the_same_key_for_the_same_purpose() -> None:
    sealed = seal("one", "crampon")
    assert "crampon" not in sealed
    assert sealed != seal("one", "crampon")
    assert unseal("one", sealed) == "crampon"
    with pytest.raises(Unreadable):
        unseal("another", sealed)
    with override_settings(SECRET_KEY="another"), pytest.raises(Unreadable):
        unseal("one", sealed)
