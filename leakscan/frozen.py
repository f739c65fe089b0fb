"""Values: dataclasses with slots that are made in a fifth of the time, frozen ones before all.

For each class `dataclass(frozen=True)` writes and compiles the source of six methods: 0.7 ms with
Python 3.11, for fifty classes more than scanning a small file takes. Here ``__init__`` is compiled
once for all classes of as many fields, and given their names; the others are closures over these.
That frozen values are not assigned to is held by mypy, which knows `frozen` as it knows
`dataclass`, rather than while the program runs.

What programs get from `api` is made by `dataclass`: they may not be checked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
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
        done = _with_slots(bare, kw_only=kw_only)
        _add(done, bare, (*(_comparing(done) if eq else ()), *(_showing(done) if repr else ())))
        return done

    return finish if made is None else finish(made)


@overload
def slotted(made: type[Made], /) -> type[Made]: ...


@overload
def slotted(
    *, kw_only: bool = False, eq: bool = False, repr: bool = False
) -> Callable[[type[Made]], type[Made]]: ...


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def slotted(
    made: type[Any] | None = None,
    /,
    *,
    kw_only: bool = False,
    eq: bool = False,
    repr: bool = False,  # noqa: A002 - as `dataclass` calls it
) -> Any:
    """A class with slots whose fields may change: `dataclass(slots=True)`, made as quickly.

    Args:
        made: The class, when nothing else is asked for.
        kw_only: Whether fields can be given by keyword only.
        eq: Whether values are equal when their fields are; they have no hash then.
        repr: Whether a value shows its fields; never true of what holds raw text.
    """

    def finish(bare: type[Any]) -> type[Any]:
        done = _with_slots(bare, kw_only=kw_only)
        if eq:
            same, _hash = _comparing(done)
            _add(done, bare, (same,))
            if "__hash__" not in bare.__dict__:
                done.__hash__ = None  # type: ignore[assignment] # as `dataclass` has it
        _add(done, bare, _showing(done) if repr else ())
        return done

    return finish if made is None else finish(made)


def _with_slots(bare: type[Any], *, kw_only: bool) -> type[Any]:
    """The class with its slots and its ``__init__``."""
    written = _is_written_out(bare)
    done = dataclass(init=written, slots=True, kw_only=kw_only, eq=False, repr=False)(bare)
    if not written:
        _add(done, bare, (_assigning(done, kw_only=kw_only),))
    return done


def _add(done: type[Any], bare: type[Any], methods: Iterable[Callable[..., Any]]) -> None:
    """Give a class methods that it does not write itself."""
    for method in methods:
        if method.__name__ not in bare.__dict__:
            setattr(done, method.__name__, method)


def _is_written_out(bare: type[Any]) -> bool:
    """Whether more is to be done than to assign what is given: `dataclass` writes that out."""
    special = any(isinstance(value, Field) for value in vars(bare).values())
    return special or hasattr(bare, "__post_init__") or is_dataclass(bare)


def _assigning(made: type[Any], *, kw_only: bool) -> Callable[..., None]:
    """The ``__init__`` that assigns what is given to its fields."""
    given = fields(made)
    names = tuple(each.name for each in given)
    code = _assignments(len(names), kw_only=kw_only)
    code = code.replace(co_varnames=("self", *names), co_names=names)
    assign = FunctionType(code, {}, "__init__")
    assign.__qualname__ = f"{made.__qualname__}.__init__"
    assign.__annotations__ = {each.name: each.type for each in given} | {"return": None}
    defaults = {each.name: each.default for each in given if each.default is not MISSING}
    if kw_only:
        assign.__kwdefaults__ = defaults
    elif tuple(defaults) != names[len(names) - len(defaults) :]:
        # They would be taken for those of the last.
        raise TypeError(f"{made.__qualname__}: a field without default follows one with a default")
    else:
        assign.__defaults__ = tuple(defaults.values())
    return assign


@cache
def _assignments(count: int, *, kw_only: bool) -> CodeType:
    """``__init__`` of as many fields, by names that stand for theirs."""
    names = [f"_{number}" for number in range(count)]
    given = ["self", *(["*"] if kw_only and count else []), *names]
    body = "; ".join(f"self.{name} = {name}" for name in names) or "pass"
    made: dict[str, Any] = {}
    exec(f"def __init__({', '.join(given)}): {body}", made)  # noqa: S102 - of numbers only
    code: CodeType = made["__init__"].__code__
    return code


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
