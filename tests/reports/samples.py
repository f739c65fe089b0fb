"""A small scan as reports see it: a laboratory leak and its neighbours, all fictitious."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from leakscan.model.assessment import Assessment
from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.result import FileResult, ScanInfo
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet, Tier
from leakscan.reports.document import Tool, build_document
from leakscan.reports.schema import Document, Profile
from leakscan.scoring import POLICY_DIGEST, POLICY_ID, Circumstances, Worst, assess, assess_scan
from tests.scoring.states import RULES, keys, signature, with_finding, with_records

AS_OF = date(2021, 3, 4)
IDENTITY = Facet.NAME | Facet.BIRTH_DATE | Facet.NIR | Facet.PHONE | Facet.ADDRESS


def lab_leak(rows: int = 491_840) -> FileResult:
    """A wide table, one patient a row, with comments and a few passwords."""
    state = FileState()
    ordinary = IDENTITY | Facet.SEX | Facet.DOCTOR
    with_records(state, signature(ordinary, health=2), rows - rows // 50)
    grave = signature(ordinary | Facet.STIGMATISING | Facet.CREDENTIAL, health=4, concepts=1)
    with_records(state, grave, rows // 50)
    persons = rows - rows // 245
    with_finding(state, "fr.nir", persons, tier=Tier.VALIDATED, field="num_secu", distinct=persons)
    with_finding(state, "person.name", rows * 2, field="nom_patient")
    with_finding(state, "person.birth-date", rows, field="date_naissance")
    with_finding(state, "fr.phone", rows * 2 // 3, tier=Tier.VALIDATED, field="tel1")
    with_finding(state, "email", rows // 9, tier=Tier.VALIDATED, field="email")
    with_finding(state, "person.doctor", rows, field="medecin")
    with_finding(state, "credential.password", rows // 33, field="mot_de_passe")
    with_finding(state, "health.blood-group", rows // 4, field="groupe_sanguin")
    with_finding(
        state, "health.hiv", rows // 400, tier=Tier.CONTEXTUAL, field="commentaire", negated=3
    )
    with_finding(state, "health.drug", rows // 100, tier=Tier.CONTEXTUAL, field="commentaire")
    state.subject("fr.nir").merge(keys(range(persons)))
    state.birth_years[1960] = rows // 2
    state.birth_years[2015] = rows // 40
    state.hints["lab-schema"] = 6
    return FileResult(
        path="exports/patients_2015-2020.csv",
        formats=["gzip", "delimited"],
        encoding="windows-1252",
        bytes=rows * 97,
        state=state,
        coverage=Coverage(bytes_examined=rows * 412),
    )


def letter() -> FileResult:
    """One letter that only words connect with a person."""
    state = with_records(FileState(), signature(Facet.NAME | Facet.STIGMATISING, health=4), tier=0)
    with_finding(state, "person.name", 1, tier=Tier.LEXICAL)
    with_finding(state, "health.hiv", 2, tier=Tier.LEXICAL)
    return FileResult(
        path="blog/temoignage.html",
        formats=["html"],
        encoding="utf-8",
        bytes=18_234,
        state=state,
        coverage=Coverage(bytes_examined=18_234),
    )


def phone_list() -> FileResult:
    """A company's phone list, part of which could not be decompressed."""
    state = with_records(FileState(), signature(Facet.NAME | Facet.PHONE), 42)
    with_finding(state, "person.name", 42, field="nom")
    with_finding(state, "fr.phone", 42, tier=Tier.VALIDATED, field="telephone", distinct=42)
    state.subject("fr.phone").merge(keys(range(42)))
    gap = Gap(reason=GapReason.CORRUPT, where="after byte 4096", bytes=900)
    return FileResult(
        path="annuaire.zip!/interne.xlsx",
        formats=["zip", "xlsx"],
        bytes=9_120,
        state=state,
        coverage=Coverage(bytes_examined=31_000, gaps=[gap]),
    )


def price_list() -> FileResult:
    """Health vocabulary and nobody."""
    state = with_records(FileState(), signature(health=3), 800)
    with_finding(state, "health.drug", 800)
    return FileResult(
        path="referentiel/tarifs.csv",
        formats=["delimited"],
        encoding="utf-8",
        bytes=65_000,
        state=state,
        coverage=Coverage(bytes_examined=65_000),
    )


def readme() -> FileResult:
    return FileResult(
        path="LISEZMOI.txt",
        formats=["text"],
        encoding="ascii",
        bytes=640,
        state=FileState(records=1),
        coverage=Coverage(bytes_examined=640),
    )


def unreadable(path: str = "sauvegarde.7z", reason: GapReason = GapReason.ENCRYPTED) -> FileResult:
    gap = Gap(reason=reason, bytes=8_000_000)
    return FileResult(path=path, formats=["7z"], bytes=8_000_000, coverage=Coverage(gaps=[gap]))


def full_scan() -> list[FileResult]:
    picture = unreadable("scans/carte.png", GapReason.NO_TEXT)
    return [lab_leak(9_840), letter(), phone_list(), price_list(), readme(), unreadable(), picture]


def judged(result: FileResult, circumstances: Circumstances) -> Assessment:
    return assess(result.state, RULES, result.coverage, circumstances, as_of=AS_OF)


def document_of(
    results: list[FileResult],
    *,
    profile: Profile = "confidential",
    circumstances: Circumstances | None = None,
    ids: Sequence[str] = (),
) -> Document:
    """The report on these files."""
    declared = circumstances or Circumstances()
    state, coverage = FileState(), Coverage()
    for result in results:
        state.merge(result.state)
        coverage.bytes_examined += result.coverage.bytes_examined
        coverage.gaps += result.coverage.gaps
    parts = [judged(result, declared) for result in results]
    info = ScanInfo(
        started=datetime(2021, 3, 4, 9, 30, tzinfo=UTC),
        seconds=2.3456,
        bytes=coverage.bytes_examined,
        files=len(results),
        complete=not coverage.gaps,
        managed_key=False,
        engine="hyperscan",
        jobs=2,
        rules_digest="a" * 64,
    )
    return build_document(
        info,
        list(zip(results, parts, strict=True)),
        assess_scan(Worst.of(parts), state, RULES, coverage, declared, as_of=AS_OF),
        tool=Tool(version="0.1.0", policy=POLICY_ID, policy_digest=POLICY_DIGEST),
        profile=profile,
        ids=ids,
    )
