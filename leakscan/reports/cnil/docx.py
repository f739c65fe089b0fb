"""The draft as an Office Open XML document (ECMA-376), the few parts that it needs.

Built in memory, with fixed dates, so that the same report gives the same bytes.
"""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from leakscan.reports import wording
from leakscan.reports.cnil.blocks import Block, Choices, Field, Heading, Paragraph
from leakscan.reports.schema import Lang
from leakscan.reports.texts import say

_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MEDIA}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MEDIA}.styles+xml"/></Types>'
)
_RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_SIZES = {1: 36, 2: 28, 3: 24}
"""Half points of the headings."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(blocks: Sequence[Block], lang: Lang) -> bytes:
    """The package."""
    body = "".join(_block(block, lang) for block in blocks)
    margins = '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/>'
    page = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONSHIPS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONSHIPS,
        "word/styles.xml": _styles(lang),
        "word/document.xml": f"<w:document {_W}><w:body>{body}{page}</w:body></w:document>",
    }
    package = BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _PROLOGUE + content)
    return package.getvalue()


def _styles(lang: Lang) -> str:
    """Plain text, three headings that a table of contents can use, and the language."""
    tongue = "fr-FR" if lang == "fr" else "en-GB"
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
        f'<w:sz w:val="22"/><w:lang w:val="{tongue}"/></w:rPr></w:style>'
    )
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/>'
        f'</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in _SIZES.items()
    )
    return f"<w:styles {_W}>{normal}{headings}</w:styles>"


def _block(block: Block, lang: Lang) -> str:
    match block:
        case Heading():
            return _paragraph(_run(block.text), style=f"Heading{block.level}")
        case Paragraph():
            return _paragraph(_run(block.text, bold=block.strong))
        case Field():
            return _paragraph(_run(f"{block.label} – ", bold=True) + _answer(block, lang))
        case Choices():
            note = f" ({say(lang, 'cnil.proposed')})" if block.proposed else ""
            head = _paragraph(_run(block.label, bold=True) + _run(note))
            lines = (f"{'☒' if ticked else '☐'}  {option}" for ticked, option in block.options)
            return head + "".join(_paragraph(_run(line), indented=True) for line in lines)


def _answer(field: Field, lang: Lang) -> str:
    if field.value:
        return _run(field.value)
    hint = f"{wording.colon(lang)}{field.hint}" if field.hint else ""
    return _run(f"[{say(lang, 'cnil.fill')}{hint}]", bold=True, marked=True)


def _paragraph(runs: str, *, style: str = "", indented: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if indented:
        properties += '<w:spacing w:after="20"/><w:ind w:left="340" w:hanging="340"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _run(text: str, *, bold: bool = False, marked: bool = False) -> str:
    properties = ("<w:b/>" if bold else "") + ('<w:highlight w:val="yellow"/>' if marked else "")
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{said}</w:r>"
