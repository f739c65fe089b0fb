"""What `frozen` and `slotted` make is what `dataclass` makes, but for assignments at run time."""

import inspect
import pickle
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

import pytest

from leakscan.frozen import frozen, slotted

_PACKAGE = Path(__file__).parents[2] / "leakscan"


@frozen
class Place:
    """As most are."""

    name: str
    sizes: list[int] = field(default_factory=list, compare=False)
    secret: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    name: str
    sizes: list[int] = field(default_factory=list, compare=False)
    secret: bytes = field(default=b"", repr=False)


@frozen(kw_only=False)
class Empty:
    """Without fields."""


@frozen(kw_only=False, eq=False, repr=False)
class Held:
    """What holds text: it shows nothing, and is equal to itself only."""

    text: bytes

    def __len__(self) -> int:
        return len(self.text)


@frozen
class Told(Place):
    """One that shows itself in its own way."""

    count: int = 0

    def __repr__(self) -> str:
        return f"told {self.count}"


@slotted(eq=True, repr=True)
class Count:
    """What changes while it is counted."""

    of: str
    times: int = 0
    steps: tuple[int, ...] = (1, 2)


@dataclass(slots=True)
class _Count:
    of: str
    times: int = 0
    steps: tuple[int, ...] = (1, 2)


@slotted
class Buffer:
    """What changes and holds text."""

    text: bytes = b""


def test_what_changes_is_as_a_dataclass_makes_it() -> None:
    count, other = Count("a", times=1), _Count("a", times=1)
    assert inspect.signature(Count).parameters == inspect.signature(_Count).parameters
    assert asdict(replace(count, of="b")) == asdict(replace(other, of="b"))
    assert repr(count) == repr(other)[1:]
    assert count == Count("a", 1)
    count.times += 1
    assert count != Count("a", 1)
    assert not hasattr(count, "__dict__")
    assert pickle.loads(pickle.dumps(count)) == count
    with pytest.raises(TypeError, match="unhashable"):
        hash(count)
    for arguments in ((), ("a", 1, (), 2)):
        with pytest.raises(TypeError, match=r"Count.__init__\(\)"):
            Count(*arguments)
    assert (Buffer() == Buffer(), "text" in repr(Buffer(b"text"))) == (False, False)
    assert {Buffer()}


def test_values_of_as_many_fields_do_not_share_their_names_or_defaults() -> None:
    assert (Count("a").steps, Told(name="b").count) == ((1, 2), 0)
    assert list(inspect.signature(Buffer).parameters) == ["text"]
    assert list(inspect.signature(Held).parameters) == ["text"]
    with pytest.raises(TypeError):
        Held()  # type: ignore[call-arg]


def test_a_default_is_never_taken_for_that_of_another_field() -> None:
    with pytest.raises(TypeError, match="follows one with a default"):

        @slotted
        class _Swapped:
            of: str = ""
            times: int  # type: ignore[misc] # what is tested


def test_a_class_keeps_the_hash_that_it_writes_itself() -> None:
    @slotted(eq=True)
    class Known:
        number: int

        def __hash__(self) -> int:
            return self.number

    assert (hash(Known(7)), Known(7) == Known(7)) == (7, True)


def test_values_are_equal_and_hash_alike_when_their_compared_fields_do() -> None:
    one, same, other = Place(name="a"), Place(name="a", sizes=[1]), Place(name="b")
    assert (one, hash(one)) == (same, hash(same))
    assert one != other
    assert len({one, same, other, Told(name="a"), Told(name="a", count=1)}) == 4
    assert Place.__eq__(one, Told(name="a")) is NotImplemented
    assert Empty() == Empty()
    assert len({Empty(), Empty()}) == 1


def test_it_shows_what_a_dataclass_shows() -> None:
    assert repr(Place(name="a", secret=b"s")) == repr(_Place(name="a", secret=b"s"))[1:]
    assert repr(Told(name="a")) == "told 0"
    assert repr(Empty()) == "Empty()"


def test_what_holds_text_shows_none_and_is_only_itself() -> None:
    held = Held(b"text")
    assert "text" not in repr(held)
    assert held != Held(b"text")
    assert len(held) == 4


def test_it_has_the_slots_fields_and_arguments_of_a_dataclass() -> None:
    place = Place(name="a", secret=b"s")
    assert not hasattr(place, "__dict__")
    assert [each.name for each in fields(place)] == [each.name for each in fields(_Place)]
    assert asdict(place) == asdict(_Place(name="a", secret=b"s"))
    assert replace(place, name="b") == Place(name="b", secret=b"s")
    assert pickle.loads(pickle.dumps(place)) == place
    assert place.sizes is not Place(name="a").sizes
    with pytest.raises(TypeError):
        Place("a")  # type: ignore[call-arg]


def test_only_what_programs_get_or_what_is_ordered_is_frozen_at_run_time() -> None:
    made_by_dataclass = re.compile(r"@dataclass\([^)]*frozen=True(?![^)]*order=True)")
    found = {
        path.relative_to(_PACKAGE).as_posix()
        for path in _PACKAGE.rglob("*.py")
        if made_by_dataclass.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"api.py"}


def test_assignments_are_refused_by_the_type_checker(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from leakscan.model.coverage import Gap, GapReason\n"
        "gap = Gap(reason=GapReason.IO_ERROR)\n"
        "gap.where = 'here'\n"
        "Gap(GapReason.IO_ERROR)\n"
    )
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), str(program)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    errors = [line for line in checked.stdout.splitlines() if ": error: " in line]
    assert [line.split(":")[1] for line in errors] == ["3", "4"]
