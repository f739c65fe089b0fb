"""Formats ``cnil`` and ``cnil-docx``: a draft of the notification to the French authority.

What the scan knows is filled in with the words of CNIL's form; what only people know is marked,
so that nobody takes the draft for the notification. It never says that none is needed: that
decision is the controller's.

Source: CNIL's online form (lists as in Soluris Madis and CNIL's open data on notifications);
EDPB notification template 2026 (draft), fields named by their numbers; GDPR 33 and 34.
"""

from leakscan.reports.cnil import docx, markdown
from leakscan.reports.cnil.draft import draft
from leakscan.reports.schema import Document, Lang


def render_markdown(document: Document, *, lang: Lang) -> str:
    """The draft as CommonMark."""
    return markdown.render(draft(document, lang), lang)


def render_docx(document: Document, *, lang: Lang) -> bytes:
    """The draft as an Office Open XML document."""
    return docx.render(draft(document, lang), lang)
