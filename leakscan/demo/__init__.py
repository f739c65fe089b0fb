"""A small fictitious leak to try leakscan on: what `leakscan demo` writes.

Everything here is invented and comes out the same from the same seed. No number can be
anybody's: NIR have a month of 50 or more, which no birth certificate has, phone numbers lie
in the ranges ARCEP keeps for fiction, and mailboxes in the domains of RFC 2606. This room
knows nothing of how the scanner works.
"""

from leakscan.demo.writer import DemoFile, DemoSummary, write_demo

__all__ = ["DemoFile", "DemoSummary", "write_demo"]
