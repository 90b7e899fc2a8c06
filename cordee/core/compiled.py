"""Querysets whose SQL is made once a process.

Django spends one to six milliseconds on turning a rich queryset into SQL, each time it is evaluated, and PostgreSQL
a tenth of one on answering it. The pages that everyone opens all day read through this: the queryset stays the
definition, its SQL is kept, and later calls only bind their values.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, wraps
from itertools import islice
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from psycopg.sql import Literal

Given = ParamSpec("Given")
Row = TypeVar("Row", bound=Model)
_FIRST_DAY = datetime(4321, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Statement:
    """The SQL of one shape of a queryset, which value each place takes, and how columns become values."""

    sql: str
    names: tuple[str, ...]
    converters: Any
    compiler: Any

    def rows(self, values: dict[str, Any]) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [values[name] for name in self.names])
            found = cursor.fetchall()
        if self.compiler.has_extra_select:  # columns that only the order needs
            found = [row[: self.compiler.col_count] for row in found]
        if self.converters:
            found = [tuple(row) for row in self.compiler.apply_converters(found, self.converters)]
        return found


def compiled(
    *shape: str,
) -> Callable[[Callable[Given, QuerySet[Any, Any]]], Callable[Given, list[tuple]]]:
    """Make a function that builds a ``values_list`` into one that gives its rows, compiled at the first call.

    The function is called with stand-ins for its keyword arguments (UUID, date, datetime, int, str, list of UUID),
    which may only be compared with columns: nothing may depend on their value. Arguments named in ``shape``, and
    those that are None or a bool, come as they are; each combination of them is compiled apart.
    """

    def decorate(build: Callable[Given, QuerySet[Any, Any]]) -> Callable[Given, list[tuple]]:
        statements: dict[Hashable, _Statement] = {}

        @wraps(build)
        def rows(*nothing: Given.args, **values: Given.kwargs) -> list[tuple]:
            key = tuple(
                (name, value if name in shape or value is None or isinstance(value, bool) else type(value))
                for name, value in values.items()
            )
            statement = statements.get(key)
            if statement is None:
                statement = statements[key] = _compile(build, values, shape)
            return statement.rows(values)

        return rows

    return decorate


def _compile(
    build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any], shape: tuple[str, ...]
) -> _Statement:
    stand_ins = {
        name: _stand_in(value, number)
        for number, (name, value) in enumerate(values.items())
        if name not in shape and value is not None and not isinstance(value, bool)
    }
    queryset = build(**{**values, **stand_ins})
    connection.ensure_connection()
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    places = [_named(param, stand_ins) for param in params]
    if missing := stand_ins.keys() - set(places):
        raise TypeError(f"{build.__name__}: {', '.join(sorted(missing))} does not reach the SQL as it is")
    selected = compiler.select[0 : compiler.col_count]
    converters = compiler.get_converters([column[0] for column in selected])
    names = tuple(name for name in places if name)
    return _Statement(_with_constants(sql, params, places), names, converters, compiler)


def _named(param: Any, stand_ins: dict[str, Any]) -> str | None:
    """Which argument stands here; None for a constant of the queryset."""
    return next((name for name, one in stand_ins.items() if type(param) is type(one) and param == one), None)


def _with_constants(sql: str, params: Sequence[Any], places: Sequence[str | None]) -> str:
    """Constants written out: a plan that is made once can then use the indexes that have them as their condition."""
    parts = sql.split("%s")
    if len(parts) != len(params) + 1:
        raise TypeError("an escaped %s in the SQL cannot be told from a place")
    written = [parts[0]]
    for param, place, part in zip(params, places, parts[1:], strict=True):
        literal = "%s" if place else Literal(param).as_string(connection.connection).replace("%", "%%")
        written += [literal, part]
    return "".join(written)


def _stand_in(value: Any, number: int) -> Any:
    """A value of the same kind that no one ever gives."""
    match value:
        case UUID():
            return UUID(int=(1 << 127) + number)
        case datetime():
            return _FIRST_DAY + timedelta(days=number)
        case date():
            return (_FIRST_DAY + timedelta(days=number)).date()
        case int():
            return -987_654_321 - number
        case str():
            return f"stand-in {number}"
        case list():
            return [UUID(int=(1 << 127) + number)]
    raise TypeError(f"no stand-in for {type(value).__name__}")


def columns_of(model: type[Model], path: str = "") -> list[str]:
    """All columns of a model's own table, for a ``values_list``; ``path`` leads to it, as ``space__``."""
    return [f"{path}{field.attname}" for field in model._meta.concrete_fields]


def instance(model: type[Row], values: Sequence[Any]) -> Row | None:
    """The row in the columns of ``columns_of``; None where an outer join found nothing."""
    if values[_key_of(model)] is None:
        return None
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], values)


def next_instance(model: type[Row], values: Iterator[Any]) -> Row | None:
    """``instance``, of the next columns of a line that holds several models one after the other."""
    return instance(model, tuple(islice(values, len(model._meta.concrete_fields))))


@cache
def _key_of(model: type[Model]) -> int:
    return [field.primary_key for field in model._meta.concrete_fields].index(True)
