"""A lookup for many values at once."""

from typing import Any

from django.db.models import Field, Lookup


@Field.register_lookup
class Among(Lookup):
    """``id__among=values``: one parameter, an array, where ``__in`` has one a value and ends at 65,535."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """``column = ANY(array)``."""
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*parameters, list(self.rhs))
