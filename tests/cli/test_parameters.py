import click
import pytest

from leakscan.cli.parameters import BandType, EncodingType, SizeType


@pytest.mark.parametrize(
    ("text", "band"),
    [("negligeable", 1), ("limitee", 2), ("Limitée", 2), ("importante", 3), ("maximale", 4),
     ("1", 1), ("4", 4)],
)  # fmt: skip
def test_a_band_goes_by_name_or_number(text: str, band: int) -> None:
    assert BandType().convert(text, None, None) == band


@pytest.mark.parametrize("text", ["0", "5", "high", "", "²"])
def test_other_words_are_no_band(text: str) -> None:
    with pytest.raises(click.BadParameter):
        BandType().convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "size"),
    [("4096", 4096), ("0", 0), ("4k", 4096), ("500M", 500 << 20), ("2GiB", 2 << 30),
     ("1 TB", 1 << 40), ("7B", 7)],
)  # fmt: skip
def test_a_size_has_binary_units(text: str, size: int) -> None:
    assert SizeType().convert(text, None, None) == size


@pytest.mark.parametrize("text", ["", "M", "-1", "1.5G", "2P", "1i"])
def test_other_words_are_no_size(text: str) -> None:
    with pytest.raises(click.BadParameter):
        SizeType().convert(text, None, None)


@pytest.mark.parametrize("name", ["utf-8", "cp1252", "UTF-16-LE", "mac_roman"])
def test_text_encodings_pass(name: str) -> None:
    assert EncodingType().convert(name, None, None) == name


@pytest.mark.parametrize("name", ["utf-9", "rot13", "base64", "hex", "", "a\0b"])
def test_other_codecs_do_not(name: str) -> None:
    with pytest.raises(click.BadParameter):
        EncodingType().convert(name, None, None)
