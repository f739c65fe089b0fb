"""What to do next, by who reads; never that nothing needs doing."""

from leakscan.reports import verdict
from leakscan.reports.duties import duties, form_codes
from leakscan.reports.html_report.markup import Markup, tag
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import say


def duty_list(document: Document, lang: Lang) -> Markup:
    """The duties of each reader, and the codes that the forms ask for."""
    if verdict.is_nothing(document["total"]):
        return tag("p", say(lang, "advice.none"))
    roles = [tag("div", tag("dt", who), tag("dd", duty)) for who, duty in duties(document, lang)]
    parts = [tag("p", say(lang, "advice.not-legal")), tag("dl", *roles, class_="duties")]
    if codes := form_codes(document, lang):
        parts += [tag("p", codes), tag("p", say(lang, "html.cnil"), class_="quiet")]
    return Markup.of(*parts)
