"""What is to be scanned: paths walked, standard input, streams opened without surprises.

Nothing here may know a format or a rule. Names are raw: they may hold personal data and
control characters, and are for other rooms to neutralise before printing.
"""

from leakscan.sources.counted import CountedReads
from leakscan.sources.memory import StreamSource, memory_source
from leakscan.sources.source import Source
from leakscan.sources.walk import discover

__all__ = ["CountedReads", "Source", "StreamSource", "discover", "memory_source"]
