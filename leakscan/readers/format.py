"""What the registry says of a format: how it is recognised, read and described.

A reader's module defines its `FormatInfo` beside its code; `registry.py` has one line for each,
`plain_formats.py` for those of text.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from leakscan.frozen import frozen
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.window import TextWindow

if TYPE_CHECKING:
    from leakscan.readers.decompression import Decompressed


@frozen(eq=False)
class FormatInfo:
    """One format, described for users.

    Attributes:
        name: As in reports.
        description: By language, ``fr`` and ``en``.
        limits: What is not done, by language; empty when there is nothing to say.
        modules: Python modules that reading it needs beyond the default installation.
        extra: The extra of the package that installs them: ``leakscan[extra]``.
    """

    name: str
    description: dict[str, str]
    limits: dict[str, str]
    modules: tuple[str, ...] = ()
    extra: str = ""

    @property
    def installed(self) -> bool:
        """Whether everything it needs is here; nothing is imported to find out."""
        return all(find_spec(module) is not None for module in self.modules)


class ByteFormat(NamedTuple):
    """A format of bytes: containers, documents, databases.

    Attributes:
        recognise: Whether it is this format, given the first 64 KiB (all there is when it is
            less) and the name in lower case, without the endings of compression. The content
            decides; the name is a hint where content leaves doubt.
        read: A generator over the member; it raises nothing but `ReadError`, and adds to
            ``feed.gaps`` what it passes over.
        archive: It holds nothing but members, and is opened whatever format the user says they
            are in.
    """

    info: FormatInfo
    recognise: Callable[[bytes, str], bool]
    read: Callable[[ByteFeed, ReadOptions], Iterator[Item]]
    archive: bool = False


class TextFormat(NamedTuple):
    """A format of text, whatever its encoding.

    Attributes:
        recognise: As for bytes, given the first characters as UTF-8.
        read: A generator over the decoded text.
    """

    info: FormatInfo
    recognise: Callable[[bytes, str], bool]
    read: Callable[[TextWindow], Iterator[Item]]


class Compression(NamedTuple):
    """A compressed stream around one content.

    Attributes:
        recognise: Whether these first bytes begin such a stream.
        open: The decompressed bytes of a feed; reading them raises `ReadError` where the
            stream is damaged.
    """

    info: FormatInfo
    recognise: Callable[[bytes], bool]
    open: "Callable[[ByteFeed], Decompressed]"
