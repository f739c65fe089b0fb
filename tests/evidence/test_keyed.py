"""Fingerprints: secret, purpose-bound, equal for what is the same value."""

import pickle
import traceback

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.evidence.keyed import KEY_BYTES, Fingerprinter, _siphash, new_key

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
MASK = (1 << 64) - 1
numbers = st.lists(st.integers(0, MASK), min_size=1, max_size=20)


def reference(message: bytes, key: bytes, rounds: tuple[int, int] = (1, 3)) -> int:
    """SipHash-c-d after the paper, section 2, one byte string at a time."""
    k0, k1 = (int.from_bytes(key[i : i + 8], "little") for i in (0, 8))
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D]
    v += [k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def rotated(x: int, bits: int) -> int:
        return (x << bits | x >> (64 - bits)) & MASK

    def sip_round() -> None:
        v[0] = (v[0] + v[1]) & MASK
        v[1] = rotated(v[1], 13) ^ v[0]
        v[0] = rotated(v[0], 32)
        v[2] = (v[2] + v[3]) & MASK
        v[3] = rotated(v[3], 16) ^ v[2]
        v[0] = (v[0] + v[3]) & MASK
        v[3] = rotated(v[3], 21) ^ v[0]
        v[2] = (v[2] + v[1]) & MASK
        v[1] = rotated(v[1], 17) ^ v[2]
        v[2] = rotated(v[2], 32)

    whole = len(message) // 8 * 8
    last = message[whole:].ljust(7, b"\0") + bytes((len(message) & 0xFF,))
    for start in range(0, whole + 8, 8):
        block = message[start : start + 8] if start < whole else last
        word = int.from_bytes(block, "little")
        v[3] ^= word
        for _ in range(rounds[0]):
            sip_round()
        v[0] ^= word
    v[2] ^= 0xFF
    for _ in range(rounds[1]):
        sip_round()
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def test_the_reference_is_siphash() -> None:
    # The vector of the paper, appendix A: SipHash-2-4 of 00 01 … 0e under the key 00 … 0f.
    assert reference(bytes(range(15)), bytes(range(16)), (2, 4)) == 0xA129CA6149BE45E5


@given(numbers, st.binary(min_size=16, max_size=16))
def test_numbers_go_through_siphash(values: list[int], key: bytes) -> None:
    low, high = np.frombuffer(key, np.uint64)
    found = _siphash(np.array(values, np.uint64), low, high)
    assert found.tolist() == [reference(value.to_bytes(8, "little"), key) for value in values]


@given(numbers)
def test_a_fingerprint_depends_on_key_and_purpose(values: list[int]) -> None:
    array = np.array(values, np.uint64)
    prints = [
        Fingerprinter(KEY).numbers("nir", array),
        Fingerprinter(KEY).numbers("phone", array),
        Fingerprinter(OTHER).numbers("nir", array),
        array,
    ]
    for one, left in enumerate(prints):
        for right in prints[:one]:
            assert not (left == right).any()


@given(numbers)
def test_a_fingerprint_is_the_same_every_time(values: list[int]) -> None:
    array = np.array(values, np.uint64)
    first, second = Fingerprinter(KEY), Fingerprinter(KEY)
    second.numbers("phone", array)
    assert first.numbers("nir", array).tolist() == second.numbers("nir", array).tolist()


def test_fingerprints_of_different_numbers_differ() -> None:
    prints = Fingerprinter(KEY).numbers("nir", np.arange(200_000, dtype=np.uint64))
    assert np.unique(prints).size == 200_000
    # Bits are balanced: 4 sigma of a fair coin.
    for bit in range(64):
        ones = int(((prints >> np.uint64(bit)) & np.uint64(1)).sum())
        assert abs(ones - 100_000) < 4 * 224


def test_keys_are_drawn() -> None:
    assert new_key() != new_key()
    assert len(new_key()) == KEY_BYTES
    values = np.arange(5, dtype=np.uint64)
    one, other = (Fingerprinter().numbers("nir", values) for _ in range(2))
    assert not (one == other).any()


def text_print(text: str, key: bytes = KEY, around: str = "{}") -> int:
    raw = around.format(text).encode()
    start = len(around.partition("{}")[0].encode())
    span = np.array([start]), np.array([start + len(text.encode())])
    data: npt.NDArray[np.uint8] = np.frombuffer(raw or b"\0", np.uint8)
    return int(Fingerprinter(key).texts(data, *span)[0])


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("TESTEUR", "testeur"),
        ("Zoé", "ZOÉ"),
        ("Zoé", "zoe"),
        ("Noël", "NOEL"),
        ("François", "FRANCOIS"),
        ("Le Goff", "LE-GOFF"),
        ("D'Exemple", "d exemple"),
        ("  Ali ", "ali"),
        ("zoe.testeur@example.org", "Zoe.Testeur@Example.ORG"),
        ("21-D 00451", "21D00451"),
        ("D\u2019Exemple", "d'exemple"),
        ("Le\u00a0Goff", "le goff"),
        ("Zoe\u0301", "zoé"),
    ],
)
def test_spellings_of_one_value_are_equal(one: str, same: str) -> None:
    assert text_print(one) == text_print(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TESTEUR", "TESTEURS"),
        ("TESTEUR", "TSETEUR"),
        ("zoe1@example.org", "zoe2@example.org"),
        ("a", "b"),
        ("21D00451", "21D00452"),
    ],
)
def test_other_values_differ(one: str, other: str) -> None:
    assert text_print(one) != text_print(other)
    assert text_print(one) != text_print(one, OTHER)


@given(
    st.text(alphabet="abcéÉ Z09-'@.", max_size=30), st.sampled_from(["{}", "x{}", "{}y", "é {} é"])
)
def test_a_text_does_not_depend_on_its_surroundings(text: str, around: str) -> None:
    assert text_print(text, around=around) == text_print(text)


@given(st.lists(st.text(alphabet="abcéÉ Z09-'@.", min_size=1, max_size=12), min_size=1, max_size=8))
def test_many_texts_are_each_of_them(texts: list[str]) -> None:
    raw = [text.encode() for text in texts]
    ends = np.cumsum([len(one) for one in raw])
    starts = ends - np.array([len(one) for one in raw])
    data = np.frombuffer(b"".join(raw) or b"\0", np.uint8)
    found = Fingerprinter(KEY).texts(data, starts, ends).tolist()
    assert found == [text_print(text) for text in texts]


def test_an_empty_text_is_a_text() -> None:
    spans = np.array([0, 1]), np.array([1, 1])
    found = Fingerprinter(KEY).texts(np.frombuffer(b"0", np.uint8), *spans)
    assert found.tolist() == [text_print("0"), text_print("")]


def test_ten_thousand_texts_do_not_collide() -> None:
    raw = [f"personne {n} exemple".encode() for n in range(10_000)]
    ends = np.cumsum([len(one) for one in raw])
    starts = ends - np.array([len(one) for one in raw])
    found = Fingerprinter(KEY).texts(np.frombuffer(b"".join(raw), np.uint8), starts, ends)
    assert np.unique(found).size == 10_000


def test_no_repr_shows_the_key() -> None:
    printer = Fingerprinter(b"canary-canary-canary-canary-cana")
    printer.numbers("nir", np.arange(3, dtype=np.uint64))
    assert repr(printer) == str(printer) == f"{printer}" == "Fingerprinter()"
    with pytest.raises((AttributeError, TypeError)) as caught:
        printer.numbers("nir", None)  # type: ignore[arg-type]
    assert "canary" not in "".join(traceback.format_exception(caught.value))


def test_a_worker_gets_the_same_key() -> None:
    values = np.arange(9, dtype=np.uint64)
    twin = pickle.loads(pickle.dumps(Fingerprinter(KEY)))
    expected = Fingerprinter(KEY).numbers("nir", values).tolist()
    assert twin.numbers("nir", values).tolist() == expected
