"""What a scan found, as the lists of issues that code hosts and editors take.

An issue is one rule in one file: never one match, since a leak has millions, and code hosts
refuse long lists. Words without a person beside them are no issue: a price list of drugs must
not cry wolf.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from leakscan.frozen import frozen
from leakscan.model.result import MEMBER_MARK
from leakscan.reports.schema import Document, FilePart, FindingPart, Lang, StatePart
from leakscan.reports.texts import name_of

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@frozen
class Issue:
    """One rule in one file.

    Attributes:
        file: The file.
        finding: What was found there, without what a baseline knows.
        band: Severity of the file, 1 to 4.
        count: Findings on contextual evidence or better.
    """

    file: FilePart
    finding: FindingPart
    band: int
    count: int

    @property
    def path(self) -> str:
        """The path on disk: of the container, for what is inside one."""
        return path_of(self.file).partition(MEMBER_MARK)[0]

    @property
    def identity(self) -> str:
        """What tells this issue from others, run after run: 32 letters.

        Made of the rule and the path only, both of which are printed beside it, so that it
        depends on no value; services that find none derive one from the line of the finding.
        Letters, since a run of digits in a report might be taken for a number of somebody's.
        """
        text = f"{self.finding['rule']}\0{path_of(self.file)}"
        digest = blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()
        return digest.translate(_LETTERS)

    def title(self, lang: Lang) -> str:
        """Name of what was found."""
        return rule_name(self.finding, lang)


def issues(document: Document) -> Iterator[Issue]:
    """Every issue, file by file in the document's order."""
    for file in document["files"]:
        state = counted(file)
        band = state["score"]["established"]["band"]
        for finding in state["findings"]:
            count = evident(finding)
            if band and count:
                yield Issue(file=file, finding=finding, band=band, count=count)


def worst_first(found: Iterable[Issue]) -> list[Issue]:
    """Issues in the order of reports, the same in every run."""
    return sorted(found, key=lambda each: (-each.band, path_of(each.file), each.finding["rule"]))


def counted(file: FilePart) -> StatePart:
    """The part of a file's verdict that counts: what no baseline knows."""
    return file.get("fresh", file)


def evident(finding: FindingPart) -> int:
    """How many findings rest on more than a word alone."""
    tiers = finding.get("tiers")
    if tiers is None:
        return finding["count"] if finding["tier"] != "lexical" else 0
    return sum(count for tier, count in tiers.items() if tier != "lexical")


def path_of(file: FilePart) -> str:
    """The printed path; the file's id where the profile hides it."""
    return file["path"] or file["id"]


def rule_name(finding: FindingPart, lang: Lang) -> str:
    """The rule's name, or its category's when a saved result has none."""
    return finding.get("name", {}).get(lang) or name_of(lang, "category", finding["category"])


def first_line(finding: FindingPart) -> int:
    """The first line on which something was found; 1 when no line is known."""
    lines = [place["line"] for place in finding["locations"] if place.get("line")]
    return min(lines, default=1)
