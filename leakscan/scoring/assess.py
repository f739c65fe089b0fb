"""The verdict: `assess` for one file, `assess_scan` for all of them together."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date

from leakscan.frozen import frozen
from leakscan.model.assessment import Assessment, Driver, Score
from leakscan.model.coverage import Coverage
from leakscan.model.errors import UsageError
from leakscan.model.state import FileState
from leakscan.model.taxonomy import RuleInfo
from leakscan.scoring import policy
from leakscan.scoring.aggregates import summarise
from leakscan.scoring.drivers import find_drivers, linked_driver, strongest
from leakscan.scoring.findings import list_findings
from leakscan.scoring.flags import raise_flags
from leakscan.scoring.persons import UNKNOWN_SUBJECTS, count_subjects
from leakscan.scoring.record import Rating, rate
from leakscan.scoring.severity import (
    CONTEXTUAL,
    established,
    linked_keys,
    linked_rating,
    presumed,
    score,
)
from leakscan.scoring.without import severities_without
from leakscan.scoring.worst import Worst


@frozen
class Circumstances:
    """What the user declares of a breach (ENISA's CB); never guessed from content.

    Attributes:
        disclosure: ``none`` (exposed, nobody known to have it), ``known`` (known recipients)
            or ``public``; None when not declared.
        malicious: Somebody acted with intent.
    """

    disclosure: str | None = None
    malicious: bool = False

    @property
    def declared(self) -> bool:
        """Whether anything was declared at all."""
        return self.disclosure is not None or self.malicious

    @property
    def cb(self) -> float:
        """The points they add to a severity.

        Raises:
            UsageError: An unknown disclosure.
        """
        disclosure = self.disclosure or "none"
        if disclosure not in policy.CB_OF_DISCLOSURE:
            known = ", ".join(policy.CB_OF_DISCLOSURE)
            message = f"unknown disclosure; expected one of: {known}"
            raise UsageError(message)
        return policy.CB_OF_DISCLOSURE[disclosure] + policy.CB_MALICIOUS * self.malicious


def assess(
    state: FileState,
    rules: Mapping[str, RuleInfo],
    coverage: Coverage,
    circumstances: Circumstances,
    *,
    as_of: date,
) -> Assessment:
    """The assessment of one file.

    Args:
        state: The evidence.
        rules: Of every rule id in `state.tallies`.
        coverage: What was examined of it and what was not.
        circumstances: As declared.
        as_of: The day on which ages are reckoned.

    Raises:
        UsageError: The circumstances are impossible.
    """
    own = _own(state, rules, health_context=state.hints["lab-schema"] > 0)
    return _concluded(own, state, coverage, circumstances, as_of=as_of)


def assess_scan(
    files: Worst,
    state: FileState,
    rules: Mapping[str, RuleInfo],
    coverage: Coverage,
    circumstances: Circumstances,
    *,
    as_of: date,
) -> Assessment:
    """The assessment of a whole scan, at least as severe as its worst file.

    A health actor's file lends its context to its own records only: a laboratory's price
    list beside a company's phone list must not make patients of the employees. So records
    are rated file by file (`files`), while supports, persons and linkage come from the merge.

    Args:
        files: The worst of their assessments.
        state: The merge of their states.
        rules: Of every rule id in `state.tallies`.
        coverage: The merge of their coverages.
        circumstances: As declared.
        as_of: The day on which ages are reckoned.
    """
    merged = _own(state, rules, health_context=False)
    everything = deepcopy(files)
    everything.add(merged)
    # Words of several files may establish together what none of them does by itself.
    together = merged.established.se > files.established
    total = replace(
        merged,
        established=score(everything.established),
        presumed=score(everything.presumed),
        drivers=merged.drivers if together else files.drivers,
        records_concerned=files.records_concerned,
        without=everything.without,
    )
    return _concluded(total, state, coverage, circumstances, as_of=as_of)


def _own(state: FileState, rules: Mapping[str, RuleInfo], *, health_context: bool) -> Assessment:
    """What the records say by themselves, before linkage, coverage and circumstances."""

    def severity(signature: int) -> float:
        return rate(signature, health_context=health_context).se

    proven = established(state, severity)
    return Assessment(
        subjects=count_subjects(state),
        established=score(proven),
        presumed=score(presumed(state, severity)),
        scenario=None,
        drivers=find_drivers(state, proven, health_context=health_context),
        flags=(),
        findings=list_findings(state, rules),
        records_concerned=sum(
            records for s, records in state.signatures[CONTEXTUAL].items() if severity(s)
        ),
        without=severities_without(state, health_context=health_context),
    )


def _concluded(
    own: Assessment,
    state: FileState,
    coverage: Coverage,
    circumstances: Circumstances,
    *,
    as_of: date,
) -> Assessment:
    """The assessment with linkage, flags and circumstances, which rest on the rest."""
    keys = linked_keys(state)
    linked = linked_rating(state, established) if keys else None
    suspected = linked_rating(state, presumed) if keys else None
    unread = _is_undetermined(state, coverage)
    proven_se = max(own.established.se, linked.se if linked else 0.0)
    presumed_se = max(own.presumed.se, proven_se, suspected.se if suspected else 0.0)
    firm = score(proven_se, undetermined=unread)
    loose = score(presumed_se, undetermined=unread)
    return replace(
        own,
        subjects=UNKNOWN_SUBJECTS if unread else own.subjects,
        established=firm,
        presumed=loose,
        scenario=_scenario(firm, circumstances),
        grid=_grid(firm) if not circumstances.declared else (),
        drivers=_with_link(own, linked, keys),
        flags=raise_flags(
            state, coverage, own.subjects, loose, linked=keys > 0, as_of_year=as_of.year
        ),
        aggregates=summarise(state, own.subjects, as_of=as_of),
    )


def _with_link(own: Assessment, linked: Rating | None, keys: int) -> tuple[Driver, ...]:
    if linked is None or linked.se <= own.established.se:
        return own.drivers
    return strongest((linked_driver(linked, keys), *own.drivers))


def _is_undetermined(state: FileState, coverage: Coverage) -> bool:
    """Whether nothing at all was examined of something that may hold text."""
    return coverage.hides_text and not coverage.bytes_examined and not state.tallies


def _scenario(firm: Score, circumstances: Circumstances) -> dict[str, float] | None:
    cb = circumstances.cb
    if not circumstances.declared or firm.band is None:
        return None
    worse = _under(firm, cb)
    return {"cb": cb, "se": worse.se, "band": float(worse.band or 0)}


def _grid(firm: Score) -> tuple[tuple[float, Score], ...]:
    if firm.band is None:
        return ()
    return tuple((cb, _under(firm, cb)) for cb in policy.CB_GRID)


def _under(firm: Score, cb: float) -> Score:
    """The score under circumstances: without personal data there is no breach to worsen."""
    return score(firm.se + cb) if firm.se else firm
