"""Writes the fictitious leak: several files as a found folder would hold them."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TextIO

from leakscan.demo import identity_table, lab_table, neighbours, novel, sql_dump
from leakscan.demo.letters import letters
from leakscan.demo.people import Person, fictitious_people
from leakscan.demo.professionals import doctors
from leakscan.frozen import frozen
from leakscan.model.errors import UsageError

_LOG_LINES = 1500
_FIRST_NEWCOMER = 20_000_000
"""Serial of the first person who is not in the wide table."""


@frozen
class DemoFile:
    """One file that was written.

    Attributes:
        path: Relative to the demo's directory, with `/`.
        bytes: Size.
        harmless: It holds nothing about a person.
    """

    path: str
    bytes: int
    harmless: bool


@frozen
class DemoSummary:
    """What `write_demo` wrote.

    Attributes:
        files: In the order of writing.
        persons: Distinct fictitious persons over all files.
    """

    files: tuple[DemoFile, ...]
    persons: int

    @property
    def bytes(self) -> int:
        """Size of all files."""
        return sum(file.bytes for file in self.files)


def write_demo(directory: Path, *, rows: int = 2000, seed: int = 2021) -> DemoSummary:
    """Write the fictitious leak into `directory`, which is made when missing.

    Args:
        directory: Missing or empty.
        rows: Rows of the wide table, 1 to 20 million; memory does not grow with them but for
            the SQL dump, which holds a quarter of the persons.
        seed: The same seed gives the same bytes.

    Raises:
        UsageError: `directory` is not empty, not a directory, or cannot be written; or
            `rows` is out of range.
    """
    if not 1 <= rows <= _FIRST_NEWCOMER:
        raise UsageError(f"the number of rows must be between 1 and {_FIRST_NEWCOMER}")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise UsageError("the demo is only written into a new or empty directory")
        return _Writer(directory, rows, seed).write()
    except OSError as error:
        raise UsageError(f"cannot write the demo: {error.strerror}") from None


class _Writer:
    """Writes the files one after the other and keeps count."""

    def __init__(self, directory: Path, rows: int, seed: int) -> None:
        self._directory = directory
        self._rows = rows
        self._seed = seed
        self._known = max(rows // 4, 1)
        self._persons = rows
        self._files: list[DemoFile] = []

    def write(self) -> DemoSummary:
        self._tables()
        self._letters()
        self._neighbours()
        return DemoSummary(files=tuple(self._files), persons=self._persons)

    def _tables(self) -> None:
        rows = lab_table.lab_rows(self._rows, seed=self._seed)
        with self._file("laboratoire/export_patients.csv", encoding="cp1252") as stream:
            lab_table.write_csv(stream, rows)
        with self._file("laboratoire/assures.csv") as stream:
            identity_table.write_csv(stream, chain(self._patients(), self._newcomers()))
        with self._file("sauvegardes/labo_20201031.sql") as stream:
            stream.writelines(sql_dump.lab_dump(self._patients(), seed=self._seed))

    def _letters(self) -> None:
        staff = doctors(seed=self._seed)
        for letter in letters(fictitious_people(_FIRST_NEWCOMER, seed=self._seed), staff):
            with self._file(f"courriers/{letter.name}", encoding=letter.encoding) as stream:
                stream.write(letter.text)
            self._persons += letter.person.serial >= self._rows

    def _neighbours(self) -> None:
        with self._file(
            "pharmacie/prix_medicaments.csv", encoding="cp1252", harmless=True
        ) as stream:
            neighbours.write_price_list(stream, seed=self._seed)
        with self._file("divers/serveur.log", harmless=True) as stream:
            stream.writelines(neighbours.log_lines(_LOG_LINES, seed=self._seed))
        with self._file("divers/roman_chapitre_7.txt", harmless=True) as stream:
            stream.write(novel.CHAPTER)

    def _patients(self) -> Iterator[Person]:
        """The first quarter of the persons of the wide table."""
        return fictitious_people(self._known, seed=self._seed)

    def _newcomers(self) -> Iterator[Person]:
        """As many persons who are in no other file."""
        self._persons += self._known
        return fictitious_people(self._known, seed=self._seed, first_serial=_FIRST_NEWCOMER)

    @contextmanager
    def _file(
        self, path: str, *, encoding: str = "utf-8", harmless: bool = False
    ) -> Iterator[TextIO]:
        target = self._directory / path
        target.parent.mkdir(exist_ok=True)
        with target.open("x", encoding=encoding, newline="") as stream:
            yield stream
        self._files.append(DemoFile(path=path, bytes=target.stat().st_size, harmless=harmless))
