"""One export: its header, what its cells hold, and how its program writes both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.accuracy.people import Person, person
from benchmarks.accuracy.sample import Sample, marked

JUDGED = frozenset(
    "fr.nir fr.nir.keyless fr.phone email person.name person.birth-date person.sex person.doctor "
    "fr.address fr.ipp credential.password health.blood-group date.sample fr.iban fr.rpps "
    "fr.amc health.hiv health.pregnancy".split()
)
VOTED = frozenset(
    "fr.nir fr.nir.keyless fr.phone email person.name person.birth-date person.sex "
    "health.blood-group fr.iban".split()
)
"""What can be told without a header."""
Row = Callable[[Person, Random], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A delimited table.

    Attributes:
        name: File name.
        header: Its first line, cells parted by ``|``; empty for none.
        row: The marked cells of somebody's line.
        delimiter: What stands between cells.
        rows: How many people are in it.
        quote: Put around every cell.
        above, below: Lines before and after the table.
        encoding: Of the file.
        end: Of a line.
    """

    name: str
    header: str
    row: Row
    delimiter: str = ";"
    rows: int = 12
    quote: str = ""
    above: str = ""
    below: str = ""
    encoding: str = "utf-8"
    end: str = "\r\n"

    def sample(self, rng: Random) -> Sample:
        """The table with people drawn from `rng`."""
        lines = [self.header.split("|")] if self.header else []
        lines += [list(self.row(person(rng), rng)) for _ in range(self.rows)]
        body = self.end.join(
            self.delimiter.join(self._written(cell) for cell in line) for line in lines
        )
        return Sample.of(
            f"export: {self.name}",
            self.above + body + self.end + self.below,
            name=self.name,
            judged=JUDGED if self.header else VOTED,
            encoding=self.encoding,
        )

    def _written(self, cell: str) -> str:
        quote = self.quote or ('"' if len(self.delimiter) == 1 and self.delimiter in cell else "")
        return f"{quote}{cell}{quote}"


def of_lines(kind: str, lines: list[str], name: str, end: str = "\r\n") -> Sample:
    """A file of lines that have people in them, each ended by `end`."""
    return Sample.of(f"export: {kind}", end.join([*lines, ""]), name=name, judged=JUDGED)


def pairs(digits: str, sign: str = " ") -> str:
    """Ten digits in pairs."""
    return sign.join(digits[at : at + 2] for at in range(0, len(digits), 2))


def digits(rng: Random, count: int, lead: str = "") -> str:
    """Random digits behind a lead."""
    return lead + "".join(rng.choice("0123456789") for _ in range(count - len(lead)))


def name(value: str) -> str:
    """Somebody's name, marked."""
    return marked("person.name", value)


def doctor(rng: Random, title: str = "DR ") -> str:
    """Some doctor's name, marked."""
    other = person(rng)
    return marked("person.doctor", f"{title}{other.last.upper()} {other.first}")


def phone(value: str) -> str:
    """A telephone number as written, marked."""
    return marked("fr.phone", value)


def nir(value: str) -> str:
    """A NIR with its key as written, marked."""
    return marked("fr.nir", value)


def keyless(value: str) -> str:
    """Thirteen characters, marked."""
    return marked("fr.nir.keyless", value)


def born(value: str) -> str:
    """A birth date as written, marked."""
    return marked("person.birth-date", value)


def sex(value: str) -> str:
    """A sex or civility, marked."""
    return marked("person.sex", value)


def visit(rng: Random, layout: str = "%d/%m/%Y") -> str:
    """The date of a sample, a visit or a result, marked."""
    return marked("date.sample", day(rng, layout))


def day(rng: Random, layout: str = "%d/%m/%Y") -> str:
    """A date of the last years, as written."""
    from datetime import date, timedelta

    return (date(2019, 1, 2) + timedelta(days=rng.randrange(2000))).strftime(layout)


def blood(rng: Random) -> str:
    """A blood group, marked."""
    value = rng.choice(["A", "B", "AB", "O"]) + rng.choice(["+", "-", " POS", " Rh+", "+"])
    return marked("health.blood-group", value)


def iban(rng: Random) -> str:
    """The number of an account that nobody has, with its key (ISO 13616), marked."""
    bare = f"30006{digits(rng, 18)}"
    return marked("fr.iban", f"FR{98 - int(bare + '152700') % 97:02}{bare}")
