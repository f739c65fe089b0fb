from leakscan.assessing import add_coverage
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.verdict import scan_exit_code
from leakscan.model.assessment import Assessment, Band, Finding, Score, Subjects
from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.taxonomy import RuleInfo, Tier
from leakscan.scoring.limits import Failure, Limits, Measured

COMPLETE = Coverage(bytes_examined=1)
PARTIAL = Coverage(bytes_examined=1, gaps=[Gap(reason=GapReason.CORRUPT)])
PICTURES = Coverage(bytes_examined=1, gaps=[Gap(reason=GapReason.NO_TEXT)])
UNREAD = Coverage(gaps=[Gap(reason=GapReason.PERMISSION)])


def _finding(rule: str, category: str, count: int, lexical: int = 0) -> Finding:
    tiers = {"structural": count, "lexical": lexical}
    return Finding(
        rule=RuleInfo(id=rule, category=category, name={"fr": rule, "en": rule}),
        tier=Tier.STRUCTURAL,
        count=count + lexical,
        records=1,
        distinct=None,
        tiers=tiers,
        assertions={},
        fields=(),
        places=(),
    )


NIRS, WORDS = _finding("fr.nir", "nir", 3), _finding("health.drug", "health", 4, lexical=90)


def _assessment(
    band: Band | None,
    *,
    people: int | None = None,
    records: int = 0,
    findings: tuple[Finding, ...] = (),
) -> Assessment:
    score = Score(se=float(band or 0), band=band)
    return Assessment(
        subjects=Subjects(estimate=people, exact=True, basis=None, bracket="0"),
        established=score,
        presumed=Score(se=4.0, band=Band.MAXIMAL),
        scenario=None,
        drivers=(),
        flags=(),
        findings=findings,
        records_concerned=records,
    )


def _code(
    coverage: Coverage = COMPLETE,
    *,
    failed: bool = False,
    strict: bool = False,
    interrupted: bool = False,
) -> ExitCode:
    return scan_exit_code(coverage, failed=failed, strict=strict, interrupted=interrupted)


def exceeded(limits: Limits, files: list[Assessment], total: Assessment) -> tuple[Failure, ...]:
    measured = Measured(limits)
    for file in files:
        measured.add(file)
    return measured.failures(total)


def test_the_established_band_decides() -> None:
    limits = Limits(fail_on=Band.LIMITED)
    assert exceeded(Limits(), [], _assessment(Band.MAXIMAL)) == ()
    for band in (None, Band.NONE, Band.NEGLIGIBLE):
        assert exceeded(limits, [_assessment(band)], _assessment(band)) == ()
    files = [_assessment(Band.LIMITED), _assessment(Band.NONE), _assessment(Band.MAXIMAL)]
    found = exceeded(limits, files, _assessment(Band.MAXIMAL))
    assert [(failure.file, failure.value) for failure in found] == [(2, 4), (0, 2)]


def test_the_whole_fails_when_no_file_does_by_itself() -> None:
    files = [_assessment(Band.NEGLIGIBLE)] * 2
    (found,) = exceeded(Limits(fail_on=Band.LIMITED), files, _assessment(Band.MAXIMAL))
    assert found.file is None


def test_persons_are_limited_and_records_where_no_key_tells_them_apart() -> None:
    limits = Limits(max_people=5)
    assert exceeded(limits, [], _assessment(Band.LIMITED, people=5)) == ()
    (found,) = exceeded(limits, [], _assessment(Band.LIMITED, people=6))
    assert (found.kind, found.value, found.limit) == ("people", 6, 5)
    (found,) = exceeded(limits, [], _assessment(Band.LIMITED, records=7))
    assert found.value == 7
    assert exceeded(limits, [], _assessment(Band.NONE, people=6)) == ()


def test_rules_and_categories_are_limited_by_count_words_alone_left_out() -> None:
    total = _assessment(Band.NONE, findings=(NIRS, WORDS))
    limits = Limits(counts={"fr.nir": 2, "health": 1, "phone": 0, "nir": 3})
    found = exceeded(limits, [], total)
    assert [(f.kind, f.name, f.value) for f in found] == [
        ("rule", "fr.nir", 3),
        ("category", "health", 4),
    ]


def test_an_exceeded_limit_exits_1() -> None:
    assert _code() == 0
    assert _code(failed=True) == 1


def test_incomplete_wins_over_0_and_not_over_1() -> None:
    assert _code(coverage=PARTIAL) == 0
    assert _code(coverage=PARTIAL, strict=True) == 4
    assert _code(PARTIAL, failed=True, strict=True) == 1


def test_pictures_do_not_make_a_scan_incomplete() -> None:
    assert _code(coverage=PICTURES, strict=True) == 0


def test_nothing_examined_is_never_0() -> None:
    assert _code(coverage=Coverage()) == 3
    assert _code(coverage=UNREAD) == 3
    assert _code(coverage=UNREAD, strict=True) == 4


def test_an_interruption_is_told_first() -> None:
    assert _code(failed=True, interrupted=True) == 130


def test_coverages_add_up() -> None:
    total = Coverage()
    for part in (COMPLETE, PARTIAL, UNREAD, UNREAD):
        add_coverage(total, part)
    assert total.bytes_examined == 2
    assert [gap.reason for gap in total.gaps] == ["corrupt", "permission"]
