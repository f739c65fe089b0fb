"""Format ``json``: the document itself, in the order it was built."""

import json

from leakscan.reports.schema import Document


def render(document: Document) -> str:
    """The document, indented by two, with a final newline."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
