"""Patches: each changed file is a member, whatever wrote the patch and wherever it is cut."""

import pytest

from tests.readers.reading import Result, read

_TABLE = "nom;prenom;tel\n" + "".join(f"TESTEUR;Zoé;06 39 98 {n:02} 10\n" for n in range(40))
_HEADS = (
    "diff --git a/p.csv b/p.csv\nnew file mode 100644\n",
    "From 3f2a9c1e Mon Sep 17 00:00:00 2001\nFrom: Dev <dev@example.org>\nSubject: x\n\n---\n",
    "commit 3f2a9c1e\nAuthor: Dev <dev@example.org>\n\n    message\n\ndiff --git a/p.csv b/p.csv\n",
    "Index: p.csv\n===================================================================\n",
    "# HG changeset patch\n# User dev\n",
    "",
)


def _patch(head: str, *, end: str = "\n", sign: str = "+") -> bytes:
    lines = _TABLE.splitlines()
    counts = f"-1,{len(lines)} +0,0" if sign == "-" else f"-0,0 +1,{len(lines)}"
    body = [f"@@ {counts} @@", *(sign + line for line in lines)]
    text = head + "\n".join(["--- a/p.csv", "+++ b/p.csv", *body, "-- ", "2.39.2", ""])
    return text.replace("\n", end).encode()


def _members(data: bytes, **options: int) -> dict[str, bytes]:
    found = read(data, "x.patch", **options)
    assert found.formats == ["patch"]
    told = {name: one for name, one in found.members if isinstance(one, Result)}
    return {name: one.text for name, one in told.items()}


@pytest.mark.parametrize("dribble", [0, 1, 7])
@pytest.mark.parametrize("sign", ["+", "-"])
@pytest.mark.parametrize("head", _HEADS)
def test_a_table_in_a_patch_is_that_table(head: str, sign: str, dribble: int) -> None:
    assert _members(_patch(head, sign=sign), dribble=dribble) == {"p.csv": _TABLE.encode()}


def test_line_ends_of_windows_stay() -> None:
    (text,) = _members(_patch(_HEADS[0], end="\r\n")).values()
    assert text == _TABLE.replace("\n", "\r\n").encode()


def test_a_merge_has_a_sign_for_each_parent() -> None:
    lines = "".join(f"++{line}\n" for line in _TABLE.splitlines())
    text = f"diff --cc p.csv\n--- a/p.csv\n+++ b/p.csv\n@@@ -0,0 -0,0 +1,41 @@@\n{lines}"
    with_plain = text + "diff --git a/q b/q\n--- a/q\n+++ b/q\n@@ -1 +1 @@\n-a\n+b\n"
    assert _members(with_plain.encode())["p.csv"] == _TABLE.encode()


def test_lines_that_look_like_heads_are_lines_of_the_file() -> None:
    text = "--- a/q\n+++ b/q\n@@ -1,2 +1,2 @@\n--- alt\n+++ neu\n @@ x\n"
    assert _members(text.encode()) == {"q": b"-- alt\n++ neu\n@@ x\n"}


@pytest.mark.parametrize(
    "text", ["--- a\n+++ b\n", "diff of opinions\n@@ -1 +1 @@\n", "@@ -1 +1 @@"]
)
def test_other_texts_are_none(text: str) -> None:
    assert read(text.encode(), "x.patch").formats != ["patch"]


@pytest.mark.parametrize("broken", [b"@@ -1,9 +1,9 @@", b"@@ x\n" * 9, b"@@ -0,0 +0,0 @@\n" * 50])
def test_broken_changes_are_read_to_the_end(broken: bytes) -> None:
    data = _patch(_HEADS[0]) + b"--- a/q\n+++ b/q\n" + broken
    assert _members(data)["p.csv"] == _TABLE.encode()
