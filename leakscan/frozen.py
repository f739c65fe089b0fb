"""Immutable values: frozen dataclasses that are made in a third of the time.

For each class `dataclass(frozen=True)` writes and compiles the source of six methods: 0.7 ms with
Python 3.11, for fifty classes more than scanning a small file takes. Here it compiles ``__init__``
alone, and the others are closures over the names of the fields. That values are not assigned to is
held by mypy, which knows `frozen` as it knows `dataclass`, rather than while the program runs.

What programs get from `api` is made by `dataclass`: they may not be checked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

Made = TypeVar("Made")


@overload
def frozen(made: type[Made], /) -> type[Made]: ...


@overload
def frozen(
    *, kw_only: bool = True, eq: bool = True, repr: bool = True
) -> Callable[[type[Made]], type[Made]]: ...


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(
    made: type[Any] | None = None,
    /,
    *,
    kw_only: bool = True,
    eq: bool = True,
    repr: bool = True,  # noqa: A002 - as `dataclass` calls it
) -> Any:
    """A class with slots whose fields are given by keyword and never change.

    Args:
        made: The class, when nothing else is asked for.
        kw_only: Whether fields can be given by keyword only.
        eq: Whether values are equal, and hash alike, when their fields do.
        repr: Whether a value shows its fields; never true of what holds raw text.
    """

    def finish(bare: type[Any]) -> type[Any]:
        done = dataclass(slots=True, kw_only=kw_only, eq=False, repr=False)(bare)
        for method in (*(_comparing(done) if eq else ()), *(_showing(done) if repr else ())):
            if method.__name__ not in bare.__dict__:
                setattr(done, method.__name__, method)
        return done

    return finish if made is None else finish(made)


def _comparing(made: type[Any]) -> Iterator[Callable[..., Any]]:
    names = [each.name for each in fields(made) if each.compare]
    # Without fields, all of a class are equal.
    content: Callable[[object], object] = attrgetter(*names) if names else type

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(content(self) == content(other))

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(content(self))

    yield __eq__
    yield __hash__


def _showing(made: type[Any]) -> Iterator[Callable[..., Any]]:
    names = [each.name for each in fields(made) if each.repr]

    def __repr__(self: object) -> str:  # noqa: N807
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    yield __repr__
