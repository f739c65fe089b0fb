"""Runs a Python peer over texts, in the environment in which that peer is installed.

``PYTHON peer_worker.py NAME < texts > findings``: each line of the input is a text as JSON, each line
of the output the list of what was found in it, ``[rule, start, end, status]`` with places in
characters and our names of rules and statuses (null where the peer knows none).
"""

import json
import sys
from collections.abc import Callable, Iterator

Found = tuple[str, int, int, str | None]
Finder = Callable[[str], Iterator[Found]]
"""What it calls a kind, where that stands, and our name of its status."""


def _openmed() -> Finder:
    """Its French patterns, context and key check; its models need a download."""
    from openmed.core.pii_entity_merger import find_semantic_units
    from openmed.core.pii_i18n import get_patterns_for_language

    patterns = get_patterns_for_language("fr")

    def find(text: str) -> Iterator[Found]:
        for start, end, kind, _score, _pattern, valid in find_semantic_units(text, patterns):
            if valid:
                yield kind, start, end, None

    return find


def _unpii() -> Finder:
    """All it finds but NIRs: it takes those of real months only, and ours have none."""
    import unpii

    return lambda text: ((s.category, s.start, s.end, None) for s in unpii.find_spans(text))


def _edsnlp() -> Finder:
    """Its drugs, AIDS and HIV, and its French qualifiers; it has no model to download."""
    import edsnlp

    nlp = edsnlp.blank("eds")
    for pipe in ("eds.sentences", "eds.normalizer", "eds.drugs", "eds.aids"):
        nlp.add_pipe(pipe)
    for qualifier in ("eds.negation", "eds.family", "eds.hypothesis"):
        nlp.add_pipe(qualifier)
    statuses = (("family", "family"), ("negation", "negated"), ("hypothesis", "hypothesis"))

    def find(text: str) -> Iterator[Found]:
        for entity in nlp(text).ents:
            status = next((ours for theirs, ours in statuses if getattr(entity._, theirs)), None)
            yield entity.label_, entity.start_char, entity.end_char, status or "affirmed"

    return find


PEERS: dict[str, tuple[Callable[[], Finder], dict[str, str]]] = {
    "openmed": (
        _openmed,
        {"national_id": "fr.nir", "ssn": "fr.nir", "phone_number": "fr.phone", "email": "email"},
    ),
    "unpii": (
        _unpii,
        {
            "PHONE": "fr.phone",
            "EMAIL": "email",
            "BIRTH_DATE": "person.birth-date",
            "PERSON": "person.name",
        },
    ),
    "edsnlp": (_edsnlp, {"drug": "health.drug", "aids": "health.hiv"}),
}
"""By name: what makes its finder, and our rules for its kinds."""


def main() -> None:
    """Answer each text of the standard input."""
    make, rules = PEERS[sys.argv[1]]
    find = make()
    for line in sys.stdin:
        found = find(json.loads(line))
        told = [(rules[kind], *place) for kind, *place in found if kind in rules]
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
