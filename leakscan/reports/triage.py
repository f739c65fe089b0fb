"""The order in which a reader should look at files, and which of them matter."""

from collections import Counter

from leakscan.model.coverage import GapReason
from leakscan.reports.schema import FilePart, FindingPart, GapPart, LedgerPart, StatePart

_BRACKETS = ("0", "1-5", "6-50", "51-300", "301-5000", ">5000")
_CATEGORIES = (
    *("nir", "health", "genetic", "art9", "art10", "credential", "financial", "id-document"),
    *("care-contact", "name", "birth-date", "address", "phone", "email", "pseudonym"),
    *("insurance", "sex", "postcode", "doctor", "professional"),
)
_LAST = len(_CATEGORIES)
# In words, and the other way round: a later version may know reasons that this one does not.
_NOTHING_HIDDEN = frozenset(reason.value for reason in GapReason if not reason.hides_text)


def worst_first(files: list[FilePart]) -> list[FilePart]:
    """Files about somebody, or that may be: by band, number of persons, what is presumed."""
    return sorted((file for file in files if is_concerned(file)), key=_severity)


def to_detail(files: list[FilePart]) -> list[FilePart]:
    """Those that are worth telling one by one, worst first: of copies the first alone."""
    return [file for file in worst_first(files) if not file.get("duplicate_of")]


def harmless(files: list[FilePart]) -> list[FilePart]:
    """Files that were read, at least in part, and in which nothing points to a person."""
    return [file for file in files if not is_concerned(file) and not is_unread(file)]


def unread(files: list[FilePart]) -> list[FilePart]:
    """Files with something in them that was not examined, those not read at all first."""
    gaps = [file for file in files if file["coverage"]["gaps"]]
    return sorted(gaps, key=lambda file: (not is_unread(file), in_order(file["id"])))


def in_order(file_id: str) -> tuple[int, str]:
    """What sorts ids by their number: F9999 before F10000."""
    return len(file_id), file_id


class Ledger:
    """How many sources and members were examined whole, in part and not at all, and why not."""

    def __init__(self) -> None:
        self._states: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._bytes = 0

    def add(self, file: FilePart) -> None:
        """Enter one more file."""
        coverage = file["coverage"]
        self._states[coverage["state"]] += 1
        self._reasons.update(gap["reason"] for gap in coverage["gaps"])
        self._bytes += coverage.get("bytes_examined", 0)

    def part(self) -> LedgerPart:
        """The sums so far."""
        return {
            "complete": self._states["complete"],
            "partial": self._states["partial"],
            "unread": self._states["unread"],
            "bytes_examined": self._bytes,
            "gaps": dict(sorted(self._reasons.items())),
        }


def ledger(files: list[FilePart]) -> LedgerPart:
    """The ledger of these files."""
    book = Ledger()
    for file in files:
        book.add(file)
    return book.part()


def with_gaps(files: list[FilePart]) -> list[FilePart]:
    """Files of which something that can hold text was not examined."""
    return [file for file in files if hiding_gaps(file)]


def hiding_gaps(file: FilePart) -> list[GapPart]:
    """What was not examined of a file and can hold text."""
    return [gap for gap in file["coverage"]["gaps"] if gap["reason"] not in _NOTHING_HIDDEN]


def is_concerned(file: FilePart) -> bool:
    """Whether any reading of the file says something about a person."""
    return file["score"]["presumed"]["se"] > 0


def is_unread(file: FilePart) -> bool:
    """Whether nothing of the file was examined."""
    return file["coverage"]["state"] == "unread"


def categories(state: StatePart) -> list[str]:
    """What was found on more than a word alone, else all that was found, gravest first."""
    firm = [f["category"] for f in state["findings"] if f["tier"] != "lexical"]
    found = firm or [finding["category"] for finding in state["findings"]]
    return sorted(set(found), key=lambda category: (_importance(category), category))


def findings(state: StatePart) -> list[FindingPart]:
    """The findings, gravest category first, then stigmatising, then most numerous."""
    return sorted(
        state["findings"],
        key=lambda f: (
            _importance(f["category"]),
            not f.get("stigmatising", False),
            -f["count"],
            f["rule"],
        ),
    )


def _severity(file: FilePart) -> tuple[float, int, float, tuple[int, str]]:
    score, bracket = file["score"], file["subjects"]["bracket"]
    rank = _BRACKETS.index(bracket) if bracket in _BRACKETS else 0
    return (
        -(score["established"]["band"] or 0),
        -rank,
        -score["presumed"]["se"],
        in_order(file["id"]),
    )


def _importance(category: str) -> int:
    return _CATEGORIES.index(category) if category in _CATEGORIES else _LAST
