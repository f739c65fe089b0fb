"""What of an Outlook object's properties is shown: the lines above a body, as in a message.

Specification: [MS-OXPROPS], by the numbers of properties. Shared by what keeps messages in
compound files (.msg), in stores (.pst) and in attachments of mails (winmail.dat).
"""

from collections.abc import Callable, Iterable, Iterator

_SHOWN = (
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
ATTACHMENT_DATA = 0x3701
_ATTACHMENT_NAMES = (0x3707, 0x3704)


def message_lines(text: Callable[[int], str]) -> Iterator[str]:
    """The lines above a body, of what tells the text of a property."""
    return (shown_line(name, map(text, tags)) for name, tags in _SHOWN)


def recipient_line(text: Callable[[int], str]) -> str:
    """The line of a recipient, of what tells the text of one of its properties."""
    return shown_line("Recipient", map(text, RECIPIENT))


def attachment_name(text: Callable[[int], str], number: int) -> str:
    """What an attachment is called, by its properties or else its number."""
    names = (text(tag).strip() for tag in _ATTACHMENT_NAMES)
    return next(filter(None, names), f"attachment {number}")


def shown_line(name: str, values: Iterable[str]) -> str:
    """A line with its end, or nothing when no value says anything; equal values once."""
    found = dict.fromkeys(value.strip() for value in values)
    text = " ".join(" ".join(value.split()) for value in found if value)
    return f"{name}: {text}\n" if text else ""


def message_text(lines: Iterable[str], body: str) -> str:
    """A message as one document."""
    return "".join(lines) + "\n" + body.replace("\r\n", "\n")
