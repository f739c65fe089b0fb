"""Numbers of social security with their right key."""

from leakscan.identifiers import nir


def keyed(body: str) -> str:
    """Thirteen characters, Corsican letters too, followed by their key."""
    return f"{body}{nir.key(nir.number_of(body)):02}"
