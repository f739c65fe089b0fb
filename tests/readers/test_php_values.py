"""Values that PHP serialised, where they stand in dumps and tables."""

import pytest

from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.php_values import with_php_values
from leakscan.scoring.persons import count_subjects
from tests.detectors.scanning import state_of

_PAIRS = {"nom": "TESTEUR", "prenom": "Zoé", "naissance": "01/02/1979", "note": 'dit "non"; l\'été'}


def _serialised(pairs: dict[str, str]) -> str:
    def text(value: str) -> str:
        return f's:{len(value.encode())}:"{value}";'

    return f"a:{len(pairs)}:{{{''.join(text(k) + text(v) for k, v in pairs.items())}}}"


def _plain(text: str) -> str:
    return with_php_values(Piece(text.encode(), Shifted(0))).data.decode()


@pytest.mark.parametrize(("quote", "written"), [('"', '"'), ('"', '\\"'), ('"', '""')])
def test_keys_are_labels(quote: str, written: str) -> None:
    found = _plain(_serialised(_PAIRS).replace(quote, written))
    assert found.startswith("a:4:{nom : TESTEUR, prenom : Zoé, naissance : 01/02/1979, note : dit ")


def test_people_of_forms_are_counted() -> None:
    rows = ",".join(
        "({},'{}')".format(
            n,
            _serialised({**_PAIRS, "naissance": f"{n + 1:02}/02/1979", "note": ""}).replace(
                '"', '\\"'
            ),
        )
        for n in range(20)
    )
    table = "CREATE TABLE `f` (\n `id` int,\n `form_value` longtext\n);\n"
    state = state_of(f"{table}INSERT INTO `f` VALUES {rows};\n", "wp.sql")
    assert count_subjects(state).estimate == 20


@pytest.mark.parametrize(
    "text", ['s:3:"nom";s:6:"DURA', 'a;s:1:"', 's:x:"nom";s:6:"DURAND";', 'nom";s:6:"DURAND";']
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert _plain(text) == text
