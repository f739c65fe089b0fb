"""The gate around a scan: its limits, its part of the document, and what CI systems are told."""

import os
from collections.abc import Callable, Iterable, Mapping

from leakscan.assessing import Outcome
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.keys import find_key
from leakscan.cli.messages import tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.model.assessment import Band
from leakscan.model.errors import UsageError
from leakscan.model.taxonomy import CATEGORY_FACETS
from leakscan.reports.schema import AllowedPart, Document, GateFailurePart, GatePart, Lang
from leakscan.scoring.limits import Failure, Limits


def limits_of(request: ScanRequest, rule_ids: Iterable[str]) -> Limits:
    """The limits that the user set.

    Raises:
        UsageError: A limit on something that is neither a rule nor a category.
    """
    known = {*rule_ids, *CATEGORY_FACETS}
    for name, _ in request.limits:
        if name not in known:
            raise UsageError(f"--limit {name}: no such rule or category{_closest(name, known)}")
    for entry in request.allow:
        if entry.rule and entry.rule not in known:
            raise UsageError(f"allow: no such rule {entry.rule}{_closest(entry.rule, known)}")
        if entry.fingerprint is not None and find_key(request.key_file, request.language) is None:
            raise UsageError("allow: a fingerprint needs the key it was made with: --key-file")
    return Limits(
        fail_on=None if request.fail_on is None else Band(request.fail_on),
        max_people=request.max_people,
        counts=dict(request.limits),
    )


def gate_part(
    request: ScanRequest,
    code: ExitCode,
    failures: Iterable[Failure],
    id_of: Callable[[int], str],
) -> GatePart:
    """What the document says of the decision.

    Args:
        request: Its limits.
        code: Before `--exit-zero`.
        failures: Limits exceeded.
        id_of: The id of a file in the document, by the number that failures use.
    """
    told = [_failure(failure, id_of) for failure in failures]
    return {
        "passed": code is ExitCode.OK,
        "code": int(code),
        "strict": request.strict,
        "fail_on": request.fail_on,
        "failures": sorted(told, key=_order),
    }


def warn_of_expired(request: ScanRequest) -> None:
    """Name what the configuration let pass until a day that is over: nobody else would tell."""
    if request.quiet or not request.allow:
        return
    from leakscan.cli.baselining import today
    from leakscan.reports.texts import say

    lang = request.language
    for entry in request.allow:
        if entry.expires is not None and entry.expires < today():
            told = say(lang, "scan.allow.expired", reason=entry.reason, day=entry.expires)
            warn(told, lang)


def allowed_part(request: ScanRequest, outcome: Outcome) -> list[AllowedPart]:
    """What the configuration let pass, entry by entry."""
    return [
        {"reason": entry.reason, "findings": outcome.allowed[number]}
        for number, entry in enumerate(request.allow)
    ]


def tells_ci(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether `tell_ci` has somebody to tell."""
    return bool(environment.get("GITHUB_STEP_SUMMARY")) or (
        environment.get("GITHUB_ACTIONS") == "true"
    )


def tell_ci(document: Document, lang: Lang, environment: Mapping[str, str] = os.environ) -> None:
    """Write the job summary and annotations when GitHub Actions runs this."""
    from leakscan.reports import github_report
    from leakscan.reports.texts import say

    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        try:
            with open(summary, "a", encoding="utf-8", errors="replace") as stream:  # noqa: PTH123
                stream.write(github_report.render_summary(document, lang=lang))
        except OSError as error:
            warn(say(lang, "scan.summary", why=error.strerror), lang)
    if environment.get("GITHUB_ACTIONS") == "true":
        # On stderr, which the runner reads as well: stdout may be a report for a program.
        for line in github_report.annotations(document, lang=lang):
            tell(line)


_KINDS = ("band", "people")
"""Limits that files have, in the order in which they are told; those on counts come after."""


def _order(failure: GateFailurePart) -> tuple[int, int, int, str]:
    """The worst first; files that are equally bad by their ids."""
    if failure["kind"] not in _KINDS:
        return len(_KINDS), 0, 0, ""
    file = failure.get("file", "")
    return _KINDS.index(failure["kind"]), -failure["value"], len(file), file


def _failure(failure: Failure, id_of: Callable[[int], str]) -> GateFailurePart:
    part: GateFailurePart = {
        "kind": failure.kind,
        "limit": failure.limit,
        "value": failure.value,
    }
    if failure.file is not None:
        part["file"] = id_of(failure.file)
    if failure.name:
        part["name"] = failure.name
    return part


def _closest(name: str, known: Iterable[str]) -> str:
    from leakscan.cli.suggestions import did_you_mean

    return did_you_mean(name, known) or ": `leakscan rules list` names them"
