"""Files without a person give no NIR and no severity; rare notes in a long table are found."""

from datetime import date
from random import Random

import pytest

from benchmarks.accuracy import negatives
from benchmarks.accuracy.people import person
from leakscan.model.coverage import Coverage
from leakscan.scoring import Circumstances, assess
from leakscan.sources import memory_source
from tests.detectors.scanning import rules, scanner


@pytest.mark.parametrize("kind", sorted(negatives.WRITERS))
def test_no_nir_and_no_band_without_a_person(kind: str) -> None:
    name, write = negatives.WRITERS[kind]
    for seed in range(3):
        data = write(Random(f"{kind}:{seed}")).encode()
        state = scanner().scan(memory_source(data, name), name).state
        assert not {"fr.nir", "fr.nir.keyless", "fr.phone"} & state.tallies.keys()
        infos = {rule.info.id: rule.info for rule in rules().rules}
        judged = assess(state, infos, Coverage(), Circumstances(), as_of=date(2026, 1, 1))
        assert judged.established.band <= 1


def test_one_note_in_a_hundred_rows_is_found() -> None:
    rng = Random(11)
    rows = ["nom;prenom;ddn;remarque"]
    for number in range(12_000):
        somebody = person(rng)
        note = "porteuse du VIH, ne pas le dire à la famille" if number % 100 == 57 else ""
        rows.append(f"{somebody.last};{somebody.first};{somebody.born:%d/%m/%Y};{note}")
    name = "clients.csv"
    state = scanner().scan(memory_source("\n".join(rows).encode(), name), name).state
    assert state.tallies["health.hiv"].records == 120
    assert state.tallies["person.name"].records == 12_000
