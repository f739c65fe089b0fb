"""XML whose elements are named in an attribute: a name is a column, anything else a value."""

import pytest

from tests.detectors.scanning import counts_of, state_of

NIR = "144509912300979"


def test_elements_are_called_what_their_attribute_says() -> None:
    row = '<row><field name="nom">DURAND</field><field name="num_secu">%s</field></row>'
    state = state_of(f"<?xml version='1.0'?><t>{row % NIR * 3}</t>", "x.xml")
    assert state.tallies["person.name"].count == state.tallies["fr.nir"].count == 3
    assert state.records == 3


@pytest.mark.parametrize(
    ("element", "rule"),
    [
        (f'<item id="{NIR}">a</item>', "fr.nir"),
        (f'<item id="{NIR}"/>', "fr.nir"),
        (f'<entry key="{NIR}" value="1"/>', "fr.nir"),
        ('<entry key="zoe@example.org">1</entry>', "email"),
        ('<field name="06 39 98 12 34">x</field>', "fr.phone"),
    ],
)
def test_what_identifies_is_no_name_of_a_column(element: str, rule: str) -> None:
    assert counts_of(f"<?xml version='1.0'?><r>{element}{element}</r>", "x.xml") == {rule: 2}


def test_comments_are_read() -> None:
    document = f"<?xml version='1.0'?><r><!-- essai: {NIR} --><a>1</a><!----></r>"
    assert counts_of(document, "x.xml") == {"fr.nir": 1}
