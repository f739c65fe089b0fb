"""The frame of the page: its policy, style and script, and the order of its sections."""

import base64
from hashlib import sha256
from pathlib import Path

from leakscan.reports import wording
from leakscan.reports.html_report.detail import details
from leakscan.reports.html_report.duties import duty_list
from leakscan.reports.html_report.files import files_table
from leakscan.reports.html_report.gate import decision
from leakscan.reports.html_report.ledger import circumstances, coverage, evidence
from leakscan.reports.html_report.markup import Markup, tag
from leakscan.reports.html_report.population import population
from leakscan.reports.html_report.summary import summary
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import name_of, say

_SECTIONS = (
    ("files", files_table),
    ("population", population),
    ("next", duty_list),
    ("circumstances", circumstances),
    ("details", details),
    ("coverage", coverage),
    ("evidence", evidence),
)


def page(document: Document, lang: Lang) -> str:
    """The whole document; every section that has something to say."""
    style, script = _own("style.css"), _own("script.js")
    sections = [(key, section(document, lang)) for key, section in _SECTIONS]
    shown = [(key, content) for key, content in sections if content]
    body = tag(
        "body",
        tag("a", say(lang, "html.skip"), href="#main", class_="skip"),
        _header(document, lang),
        tag(
            "main",
            decision(document, lang),
            summary(document, lang),
            _contents([key for key, _ in shown], lang),
            *(_section(key, content, lang) for key, content in shown),
            id="main",
        ),
        tag("footer", tag("p", say(lang, "advice.not-legal"))),
        tag("script", Markup(script)),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex, nofollow, noarchive"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", _title(document, lang)),
        tag("style", Markup(style)),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=lang)}\n"


def _own(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing but this very style and script; the page can reach nowhere and be framed nowhere."""
    digests = (
        base64.b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    allowed = " ".join(
        f"{kind}-src 'sha256-{digest}';"
        for kind, digest in zip(("style", "script"), digests, strict=True)
    )
    return f"default-src 'none'; {allowed} base-uri 'none'; form-action 'none'"


def _title(document: Document, lang: Lang) -> str:
    band = wording.band_word(document["total"]["score"]["established"]["band"], lang)
    return f"leakscan – {say(lang, 'headline')}{wording.colon(lang)}{band}"


def _header(document: Document, lang: Lang) -> Markup:
    scan = document["scan"]
    notes = []
    if scan.get("interrupted"):
        notes.append(say(lang, "interrupted"))
    if not wording.exact(document):
        notes.append(name_of(lang, "counts", scan.get("counts", "")))
    return tag(
        "header",
        tag("p", tag("strong", say(lang, "html.title")), class_="brand"),
        tag("p", name_of(lang, "profile", scan["profile"]), class_="stamp"),
        tag("p", wording.meta(document, lang), class_="meta"),
        *(tag("p", note, class_="note") for note in notes),
    )


def _contents(keys: list[str], lang: Lang) -> Markup:
    links = [tag("li", tag("a", say(lang, f"html.nav.{key}"), href=f"#{key}")) for key in keys]
    return tag("nav", tag("ul", *links), aria_label=say(lang, "html.contents"))


def _section(key: str, content: Markup, lang: Lang) -> Markup:
    heading = tag("h2", say(lang, f"html.section.{key}"), id=f"h-{key}")
    return tag("section", heading, content, id=key, aria_labelledby=f"h-{key}")
