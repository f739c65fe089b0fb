"""Notebooks: cells as text, what they put out as files."""

import base64
import json
from collections.abc import Mapping

import pytest

from tests.detectors.scanning import state_of
from tests.readers.tables import read_tables

PAGE = "<table><tr><th>nom</th><th>tel</th></tr><tr><td>DURAND</td><td>0639981234</td></tr></table>"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def notebook(*outputs: Mapping[str, object], **cell: object) -> bytes:
    code = {"cell_type": "code", "source": ["x = 1\n", "x"], "outputs": list(outputs), **cell}
    note = {"cell_type": "markdown", "source": "# Essai"}
    return json.dumps({"cells": [note, code], "metadata": {}, "nbformat": 4}).encode()


def test_outputs_are_members() -> None:
    shown = {
        "text/html": ["<p>a", "</p>"],
        "text/plain": "b",
        "image/png": base64.b64encode(PICTURE).decode(),
        "application/json": {"nom": "DURAND"},
    }
    found = read_tables(
        notebook(
            {"output_type": "display_data", "data": shown},
            {"output_type": "stream", "text": ["un\n", "deux\n"]},
            {"output_type": "error", "traceback": ["ligne 1", "ligne 2"]},
            attachments={"scan.png": {"image/png": base64.b64encode(PICTURE).decode()}},
        )
    )
    assert (found.formats, found.gaps, found.prose) == (["notebook"], [], "# Essai\n\n")
    assert found.members == [
        ("code", b"x = 1\nx\n\n"),
        ("cell 2 output 1.html", b"<p>a</p>"),
        ("cell 2 output 1.txt", b"b"),
        ("cell 2 output 1.png", PICTURE),
        ("cell 2 output 1.json", b'{"nom": "DURAND"}'),
        ("cell 2 output 2.txt", b"un\ndeux\n"),
        ("cell 2 output 3.txt", b"ligne 1\nligne 2"),
        ("cell 2 scan.png.png", PICTURE),
    ]


def test_notebooks_of_version_3() -> None:
    cell = {"cell_type": "code", "input": "df", "outputs": [{"text": ["b"], "html": PAGE}]}
    data = json.dumps({"worksheets": [{"cells": [cell]}], "nbformat": 3}).encode()
    members = read_tables(data).members
    assert members == [("code", b"df\n\n"), ("cell 1 output 1.html", PAGE.encode()),
                       ("cell 1 output 1.txt", b"b")]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        notebook()[:-20],
        b'{"cell_type": "x", "source": 1}',
        b'{"cells": [1, {"cell_type": 5, "outputs": [[], {"data": 3}], "source": {"a": 1}}]}',
        b'{"cell_type": ' + b"[" * 20_000 + b', "source": 1',
    ],
)
def test_what_is_no_notebook_is_read_all_the_same(data: bytes) -> None:
    read_tables(data, "x.ipynb")


def test_other_json_is_no_notebook() -> None:
    data = json.dumps({"cells": [{"type": "code", "source": "DURAND"}] * 3}).encode()
    assert read_tables(data, "x.ipynb").formats == ["json"]


def test_a_notebook_without_people_is_quiet() -> None:
    plot = {"output_type": "stream", "text": ["epoch 1 loss 0.25\n", "epoch 2 loss 0.21\n"]}
    assert not state_of(notebook(plot), "x.ipynb").tallies
