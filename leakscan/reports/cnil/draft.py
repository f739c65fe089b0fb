"""The content of the draft, section by section in the order of CNIL's form."""

from collections.abc import Iterator

from leakscan.reports import triage, verdict, wording
from leakscan.reports.cnil import lists
from leakscan.reports.cnil.blocks import Block, Choices, Field, Heading, Paragraph
from leakscan.reports.cnil.message import message
from leakscan.reports.schema import CodesPart, Document, Lang, StatePart
from leakscan.reports.texts import name_of, say

MAX_UNREAD = 20
_NO_CODES: CodesPart = {"cnil": [], "edpb_70": [], "persons": []}


def draft(document: Document, lang: Lang) -> list[Block]:
    """All blocks of the draft."""
    sections = (
        *(_opening, _organisation, _dates, _nature, _data, _persons, _consequences),
        *(_measures, _information, _others, _evidence),
    )
    return [block for section in sections for block in section(document, lang)]


def _opening(document: Document, lang: Lang) -> Iterator[Block]:
    yield Heading(say(lang, "cnil.title"), 1)
    yield Paragraph(say(lang, "cnil.draft"), strong=True)
    yield Paragraph(say(lang, "cnil.how", fill=say(lang, "cnil.fill")))
    yield Paragraph(say(lang, "cnil.deadline"))
    kinds = ((False, say(lang, f"cnil.type.{kind}")) for kind in ("first", "more"))
    yield Choices(say(lang, "cnil.type"), tuple(kinds))
    if "synthetic-looking" in document["total"]["flags"]:
        yield Paragraph(say(lang, "synthetic"))


def _organisation(document: Document, lang: Lang) -> Iterator[Block]:
    del document
    yield Heading(say(lang, "cnil.section.organisation"))
    for key in ("name", "siren", "contact", "dpo", "processors", "cross-border"):
        yield Field(say(lang, f"cnil.organisation.{key}"))


def _dates(document: Document, lang: Lang) -> Iterator[Block]:
    yield Heading(say(lang, "cnil.section.dates"))
    for key in ("begin", "end", "aware", "how"):
        yield Field(say(lang, f"cnil.dates.{key}"), hint=say(lang, f"cnil.dates.{key}.hint"))
    moment = wording.moment(document["scan"]["started"], lang)
    yield Field(say(lang, "cnil.dates.scan"), moment)
    care = document["total"].get("aggregates", {}).get("care")
    if care and care["months"]:
        months = min(care["months"]), max(care["months"])
        first, last = (wording.month_name(month, lang) for month in months)
        yield Field(say(lang, "cnil.dates.data"), f"{first} – {last}")


def _nature(document: Document, lang: Lang) -> Iterator[Block]:
    yield Heading(say(lang, "cnil.section.nature"))
    losses = tuple(
        (loss == "confidentiality", say(lang, f"cnil.loss.{loss}"))
        for loss in ("confidentiality", "integrity", "availability")
    )
    yield Choices(say(lang, "cnil.nature"), losses, proposed=True)
    for name, options in (("origin", lists.ORIGINS), ("cause", lists.CAUSES)):
        boxes = tuple((False, say(lang, f"cnil.{name}.{option}")) for option in options)
        yield Choices(say(lang, f"cnil.{name}"), boxes)
    scenario = document["total"]["score"].get("scenario")
    if scenario is not None:
        cb = wording.decimal(scenario["cb"], lang)
        declared = say(lang, "declared", cb=cb, **wording.score_words(scenario, lang))
        yield Paragraph(declared)
    yield Field(say(lang, "cnil.story"), hint=say(lang, "cnil.story.hint"))


def _data(document: Document, lang: Lang) -> Iterator[Block]:
    total = document["total"]
    codes = total.get("notification", _NO_CODES)
    # What nobody could read is not "no data".
    unknown = ["inconnues"] if total["score"]["established"]["band"] is None else []
    yield Heading(say(lang, "cnil.section.data"))
    for name, options in (("plain", lists.DATA), ("special", lists.SPECIAL_DATA)):
        ticks = lists.ticked(options, [*codes["cnil"], *unknown])
        boxes = tuple((tick, name_of(lang, "cnil", option)) for tick, option in ticks)
        yield Choices(say(lang, f"cnil.data.{name}"), boxes)
    yield Field(say(lang, "cnil.data.other"))
    if codes["edpb_70"]:
        yield Field(say(lang, "cnil.edpb-70"), ", ".join(codes["edpb_70"]))
    exact = wording.exact(document)
    for finding in triage.findings(total):
        if finding["tier"] != "lexical":
            number = wording.counted("records", finding["records"], lang, exact=exact)
            tier = name_of(lang, "tier", finding["tier"])
            yield Paragraph(
                f"{wording.rule_name(finding, lang)}{wording.colon(lang)}{number} ({tier})"
            )
    clear = say(lang, "cnil.unintelligible.no") if total["findings"] else ""
    yield Field(say(lang, "cnil.unintelligible"), clear, say(lang, "cnil.unintelligible.hint"))


def _persons(document: Document, lang: Lang) -> Iterator[Block]:
    total, exact = document["total"], wording.exact(document)
    codes = total.get("notification", _NO_CODES)
    yield Heading(say(lang, "cnil.section.persons"))
    ticks = lists.ticked(lists.PERSONS, codes["persons"])
    boxes = tuple((tick, say(lang, f"cnil.persons.{option}")) for tick, option in ticks)
    yield Choices(say(lang, "cnil.persons"), boxes, proposed=True)
    established = bool(total["score"]["established"]["se"])
    persons = wording.persons(total["subjects"], lang) if established else ""
    yield Field(say(lang, "cnil.number"), persons)
    if established:
        bracket = wording.bracket(total["subjects"]["bracket"], lang)
        yield Field(say(lang, "cnil.bracket"), bracket)
    concerned = total.get("records_concerned", 0)
    records = wording.counted("records", concerned, lang, exact=exact) if concerned else ""
    yield Field(say(lang, "cnil.records"), records)
    population = total.get("aggregates", {}).get("population")
    if population and population["minors"]:
        minors = wording.counted("minors", population["minors"], lang, exact=exact)
        yield Field(say(lang, "cnil.minors"), minors)
    if triage.with_gaps(document["files"]):
        yield Paragraph(say(lang, "cnil.minimum"), strong=True)


def _consequences(document: Document, lang: Lang) -> Iterator[Block]:
    total = document["total"]
    yield Heading(say(lang, "cnil.section.consequences"))
    ticks = lists.ticked(lists.IMPACTS, lists.likely_impacts(total))
    boxes = tuple((tick, say(lang, f"cnil.impact.{option}")) for tick, option in ticks)
    yield Choices(say(lang, "cnil.impact"), boxes, proposed=True)
    band = total["score"]["established"]["band"]
    levels = tuple((step == band, say(lang, f"cnil.gravity.{step}")) for step in range(1, 5))
    yield Choices(say(lang, "cnil.gravity"), levels, proposed=True)
    yield from _derivation(total, lang)


def _derivation(total: StatePart, lang: Lang) -> Iterator[Block]:
    """The method behind the proposed gravity: fields 87 and 90 of the EDPB template."""
    score = total["score"]
    if score["established"]["band"] in lists.SEVERITY_EDPB:
        severity = lists.SEVERITY_EDPB[score["established"]["band"]]
        yield Field(say(lang, "cnil.edpb-87"), severity)
    if score["drivers"]:
        yield Field(say(lang, "cnil.method"), wording.formula(score["drivers"][0], lang))
    yield Paragraph(verdict.certainty(total, lang))
    for case in score.get("grid", []):
        label = name_of(lang, "scenario", str(case["cb"]))
        if score["established"]["se"]:
            yield Paragraph(f"{label}{wording.colon(lang)}{wording.computed(case, lang)}")
    yield Paragraph(say(lang, "cnil.gravity.note"))


def _measures(document: Document, lang: Lang) -> Iterator[Block]:
    del document
    yield Heading(say(lang, "cnil.section.measures"))
    for key in ("before", "taken", "planned"):
        yield Field(say(lang, f"cnil.measures.{key}"), hint=say(lang, f"cnil.measures.{key}.hint"))


def _information(document: Document, lang: Lang) -> Iterator[Block]:
    yield Heading(say(lang, "cnil.section.information"))
    yield Paragraph(say(lang, "cnil.information.law"))
    options = ("done", "planned", "public", "not-yet")
    boxes = tuple((False, say(lang, f"cnil.information.{option}")) for option in options)
    yield Choices(say(lang, "cnil.information"), boxes)
    yield from message(document, lang)


def _others(document: Document, lang: Lang) -> Iterator[Block]:
    del document
    yield Heading(say(lang, "cnil.section.others"))
    for key in ("cert-sante", "processor", "complaint", "register"):
        yield Paragraph(say(lang, f"cnil.others.{key}"))
    yield Field(say(lang, "cnil.others.who"))


def _evidence(document: Document, lang: Lang) -> Iterator[Block]:
    """What was read and with what, so that the notification can be defended later."""
    scan, tool = document["scan"], document["tool"]
    yield Heading(say(lang, "cnil.section.evidence"))
    read = wording.counted("files", scan["files"], lang)
    yield Field(say(lang, "html.fact.files"), f"{read}, {wording.size(scan['bytes'], lang)}")
    yield Field(say(lang, "html.fact.program"), f"leakscan {tool['version']}")
    policy = f"{tool['policy']} {tool.get('policy_digest', '')}".strip()
    yield Field(say(lang, "html.fact.policy"), policy)
    yield Field(say(lang, "html.fact.rules"), tool["rules_digest"])
    missing = triage.with_gaps(document["files"])
    if not missing:
        yield Paragraph(say(lang, "complete"))
        return
    if minimum := verdict.incomplete(document, lang):
        yield Paragraph(minimum)
    for file in missing[:MAX_UNREAD]:
        reasons = sorted({name_of(lang, "gap", gap["reason"]) for gap in file["coverage"]["gaps"]})
        path = file["path"] or say(lang, "no-path")
        yield Paragraph(f"{file['id']} {path}{wording.colon(lang)}{', '.join(reasons)}")
