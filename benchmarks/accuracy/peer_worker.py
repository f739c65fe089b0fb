"""Runs a Python peer over texts, in the environment in which that peer is installed.

``PYTHON peer_worker.py NAME < texts > findings``: each line of the input is a text as JSON, each line
of the output the list of what was found in it, ``[rule, start, end, status]`` with places in
characters and our names of rules and statuses (null where the peer knows none).
"""

import json
import sys
from collections.abc import Callable, Iterator

Finding = tuple[str, int, int, str | None]
Finder = Callable[[str], Iterator[Finding]]


def _openmed() -> Finder:
    """Its French patterns, context and key check; its models need a download."""
    from openmed.core.pii_entity_merger import find_semantic_units
    from openmed.core.pii_i18n import get_patterns_for_language

    patterns = get_patterns_for_language("fr")
    rules = {
        "national_id": "fr.nir",
        "ssn": "fr.nir",
        "phone_number": "fr.phone",
        "email": "email",
    }

    def find(text: str) -> Iterator[Finding]:
        for start, end, kind, _score, _pattern, valid in find_semantic_units(text, patterns):
            if valid and kind in rules:
                yield rules[kind], start, end, None

    return find


def _unpii() -> Finder:
    """All it finds but NIRs: it takes those of real months only, and ours have none."""
    import unpii

    rules = {
        "PHONE": "fr.phone",
        "EMAIL": "email",
        "BIRTH_DATE": "person.birth-date",
        "PERSON": "person.name",
    }

    def find(text: str) -> Iterator[Finding]:
        for span in unpii.find_spans(text):
            if span.category in rules:
                yield rules[span.category], span.start, span.end, None

    return find


def _edsnlp() -> Finder:
    """Its drugs, AIDS and HIV, and its French qualifiers; it has no model to download."""
    import edsnlp

    nlp = edsnlp.blank("eds")
    for pipe in ("eds.sentences", "eds.normalizer", "eds.drugs", "eds.aids"):
        nlp.add_pipe(pipe)
    for qualifier in ("eds.negation", "eds.family", "eds.hypothesis"):
        nlp.add_pipe(qualifier)
    rules = {"drug": "health.drug", "aids": "health.hiv"}
    statuses = (("family", "family"), ("negation", "negated"), ("hypothesis", "hypothesis"))

    def find(text: str) -> Iterator[Finding]:
        for entity in nlp(text).ents:
            if entity.label_ in rules:
                status = next(
                    (ours for theirs, ours in statuses if getattr(entity._, theirs)), None
                )
                place = entity.start_char, entity.end_char
                yield rules[entity.label_], *place, status or "affirmed"

    return find


FINDERS: dict[str, Callable[[], Finder]] = {
    "openmed": _openmed,
    "unpii": _unpii,
    "edsnlp": _edsnlp,
}


def main() -> None:
    """Answer each text of the standard input."""
    find = FINDERS[sys.argv[1]]()
    for line in sys.stdin:
        print(json.dumps(list(find(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
