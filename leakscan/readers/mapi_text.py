"""What of an Outlook object's properties is shown: the lines above a body, as in a message.

Specification: [MS-OXPROPS], by the numbers of properties. Shared by what keeps messages in
compound files (.msg) and in stores (.pst).
"""

from collections.abc import Iterable

SHOWN = (
    ("From", (0x0C1A, 0x0C1F, 0x5D01)),
    ("Sender", (0x0042, 0x0065, 0x5D02)),
    ("To", (0x0E04,)),
    ("Cc", (0x0E03,)),
    ("Bcc", (0x0E02,)),
    ("Subject", (0x0037,)),
    ("Keywords", (0x0045,)),
)
"""Lines of a message, and the properties whose values stand in each."""
RECIPIENT = (0x3001, 0x3003, 0x39FE)
"""Name and addresses of a recipient."""
BODY, HTML_BODY, RTF_BODY = 0x1000, 0x1013, 0x1009
ATTACHMENT_DATA, ATTACHMENT_NAMES = 0x3701, (0x3707, 0x3704)


def shown_line(name: str, values: Iterable[str]) -> str:
    """A line with its end, or nothing when no value says anything; equal values once."""
    found = dict.fromkeys(value.strip() for value in values)
    text = " ".join(" ".join(value.split()) for value in found if value)
    return f"{name}: {text}\n" if text else ""


def message_text(lines: Iterable[str], body: str) -> str:
    """A message as one document."""
    return "".join(lines) + "\n" + body.replace("\r\n", "\n")
