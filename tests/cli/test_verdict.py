from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.verdict import scan_exit_code, total_coverage
from leakscan.model.assessment import Assessment, Band, Score, Subjects
from leakscan.model.coverage import Coverage, Gap, GapReason

COMPLETE = Coverage(bytes_examined=1)
PARTIAL = Coverage(bytes_examined=1, gaps=[Gap(reason=GapReason.CORRUPT)])
PICTURES = Coverage(bytes_examined=1, gaps=[Gap(reason=GapReason.NO_TEXT)])
UNREAD = Coverage(gaps=[Gap(reason=GapReason.PERMISSION)])


def _assessment(band: Band | None) -> Assessment:
    score = Score(se=float(band or 0), band=band)
    return Assessment(
        subjects=Subjects(estimate=None, exact=True, basis=None, bracket="0"),
        established=score,
        presumed=Score(se=4.0, band=Band.MAXIMAL),
        scenario=None,
        drivers=(),
        flags=(),
    )


def _code(
    band: Band | None = Band.NONE,
    coverage: Coverage = COMPLETE,
    *,
    fail_on: Band | None = None,
    strict: bool = False,
    interrupted: bool = False,
) -> ExitCode:
    return scan_exit_code(
        [_assessment(band)], coverage, fail_on=fail_on, strict=strict, interrupted=interrupted
    )


def test_the_established_band_decides() -> None:
    assert _code(Band.MAXIMAL) == 0
    assert _code(Band.LIMITED, fail_on=Band.LIMITED) == 1
    assert _code(Band.NEGLIGIBLE, fail_on=Band.LIMITED) == 0
    assert _code(None, fail_on=Band.NEGLIGIBLE) == 0


def test_incomplete_wins_over_0_and_not_over_1() -> None:
    assert _code(coverage=PARTIAL) == 0
    assert _code(coverage=PARTIAL, strict=True) == 4
    assert _code(Band.MAXIMAL, PARTIAL, strict=True, fail_on=Band.LIMITED) == 1


def test_pictures_do_not_make_a_scan_incomplete() -> None:
    assert _code(coverage=PICTURES, strict=True) == 0


def test_nothing_examined_is_never_0() -> None:
    assert _code(coverage=Coverage()) == 3
    assert _code(coverage=UNREAD) == 3
    assert _code(coverage=UNREAD, strict=True) == 4


def test_an_interruption_is_told_first() -> None:
    assert _code(Band.MAXIMAL, fail_on=Band.LIMITED, interrupted=True) == 130


def test_coverages_add_up() -> None:
    total = total_coverage([COMPLETE, PARTIAL, UNREAD])
    assert total.bytes_examined == 2
    assert [gap.reason for gap in total.gaps] == ["corrupt", "permission"]
