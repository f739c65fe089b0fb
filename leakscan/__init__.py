"""leakscan: a streaming scanner for sensitive French health data in dumps and exports.

Bytes go in one end; a report without a single raw value comes out of the other. See
ARCHITECTURE.md beside this file for the rooms and the place where raw text stops.
"""

__version__ = "0.1.0"
