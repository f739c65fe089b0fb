"""What a draft is made of, whatever it is written as."""

from leakscan.frozen import frozen


@frozen(kw_only=False)
class Heading:
    """A title; `level` 1 is that of the whole."""

    text: str
    level: int = 2


@frozen(kw_only=False)
class Paragraph:
    """Plain text; `strong` for what must not be overlooked."""

    text: str
    strong: bool = False


@frozen(kw_only=False)
class Field:
    """A question of the form; without a value a human must fill it in.

    Attributes:
        label: The question.
        value: What the scan knows, empty for nothing.
        hint: What to write when there is no value.
    """

    label: str
    value: str = ""
    hint: str = ""


@frozen(kw_only=False)
class Choices:
    """Boxes, ticked or not; `proposed` when a human must confirm them."""

    label: str
    options: tuple[tuple[bool, str], ...]
    proposed: bool = False


Block = Heading | Paragraph | Field | Choices
