"""What a report must say to be defended later: what was not read, under what assumptions, by what.

The ledgers of coverage and of evidence, and the severity under other circumstances.
"""

from collections import Counter

from leakscan.reports import triage, wording
from leakscan.reports.html_report.markup import NOTHING, Markup, each, tag
from leakscan.reports.html_report.summary import band_class
from leakscan.reports.schema import Document, FilePart, Lang
from leakscan.reports.texts import TEXTS, name_of, say

MAX_UNREAD = 500


def circumstances(document: Document, lang: Lang) -> Markup:
    """What the severity becomes when the data spreads; empty when declared or nothing is there."""
    score = document["total"]["score"]
    grid = score.get("grid", [])
    if not grid or not score["established"]["se"]:
        return NOTHING
    cases = []
    for case in grid:
        key = f"scenario.{case['cb']}"
        label = say(lang, key if key in TEXTS[lang] else "scenario.other")
        points = f"CB +{wording.decimal(case['cb'], lang)} · "
        badge = tag(
            "span",
            wording.band_word(case["band"], lang),
            class_=f"badge {band_class(case['band'])}",
        )
        se = f"{points}SE {wording.decimal(case['se'], lang)}"
        cases.append(tag("li", tag("strong", label), badge, tag("span", se, class_="quiet")))
    return Markup.of(
        tag("p", say(lang, "html.circumstances")), tag("ul", *cases, class_="scenarios")
    )


def coverage(document: Document, lang: Lang) -> Markup:
    """Every reason with its number, and the files; one sentence when all was read."""
    files = triage.unread(document["files"])
    if not files:
        return tag("p", say(lang, "complete"))
    reasons = Counter(gap["reason"] for file in files for gap in file["coverage"]["gaps"])
    ranked = sorted(reasons, key=lambda reason: (-reasons[reason], reason))
    counts = [
        f"{name_of(lang, 'gap', reason)} × {wording.number(reasons[reason], lang)}"
        for reason in ranked
    ]
    rows = [_unread(file, lang) for file in files[:MAX_UNREAD]]
    headers = [say(lang, f"column.{c}") for c in ("file", "unread", "state")]
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", header, scope="col") for header in headers))),
        tag("tbody", *rows),
    )
    totals = wording.ledger(triage.ledger(document["files"]), lang)
    parts = [
        tag("p", say(lang, "unread.intro")),
        tag("p", totals),
        tag("ul", each("li", counts), class_="flags"),
    ]
    parts.append(tag("div", table, class_="scroll", tabindex="0", role="group",
                     aria_label=say(lang, "section.unread")))  # fmt: skip
    if len(files) > MAX_UNREAD:
        more = wording.number(len(files) - MAX_UNREAD, lang)
        parts.append(tag("p", say(lang, "more-files", n=more)))
    return Markup.of(*parts)


def _unread(file: FilePart, lang: Lang) -> Markup:
    state = "gap.unread" if triage.is_unread(file) else "gap.partial"
    name = Markup.of(
        tag("span", file["id"], class_="id"), " ", file["path"] or say(lang, "no-path")
    )
    gaps = [wording.gap(gap, lang) for gap in file["coverage"]["gaps"]]
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", wording.semicolon(lang).join(dict.fromkeys(gaps))),
        tag("td", say(lang, state)),
    )


def evidence(document: Document, lang: Lang) -> Markup:
    """Who made this report when, with which rules and which policy."""
    scan, tool = document["scan"], document["tool"]
    facts = {
        "program": f"leakscan {tool['version']}",
        "started": wording.moment(scan["started"], lang),
        "seconds": f"{wording.decimal(round(scan['seconds'], 1), lang)} s",
        "files": wording.number(scan["files"], lang),
        "bytes": wording.size(scan["bytes"], lang),
        "complete": say(lang, "html.yes" if scan["complete"] else "html.no"),
        "policy": f"{tool['policy']} {tool.get('policy_digest', '')}",
        "rules": tool["rules_digest"],
        "key": name_of(lang, "html.key", scan["key"]),
        "engine": f"{scan['engine']}, {scan['jobs']}",
        "expires": wording.day(scan.get("expires_on", ""), lang),
    }
    pairs = [
        tag("div", tag("dt", say(lang, f"html.fact.{key}")), tag("dd", value))
        for key, value in facts.items()
        if value
    ]
    return Markup.of(tag("dl", *pairs, class_="facts"), tag("p", say(lang, "html.method")))
