"""Walking folders: what is yielded, in which order, and what is told as a gap."""

import errno
import os
import socket
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError, UsageError
from leakscan.sources import Source, discover
from leakscan.sources.walk import posix_name


def _tree(root: Path) -> None:
    (root / "b").mkdir(parents=True)
    (root / "a.txt").write_bytes(b"one")
    (root / "b" / "c.csv").write_bytes(b"two")
    (root / "z.log").write_bytes(b"")


def _names(*paths: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    found = discover([str(path) for path in paths], include=include, exclude=exclude)
    return [source.name for source in found]


def test_names_are_relative_and_sorted(tmp_path: Path) -> None:
    _tree(tmp_path)
    assert _names(tmp_path) == ["a.txt", "b/c.csv", "z.log"]


def test_what_lies_in_a_closed_folder_is_not_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(path: str, **_: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "stat", closed)
    monkeypatch.setattr(os, "lstat", closed)
    with pytest.raises(UsageError, match=r"closed/a.csv: cannot be read \(Permission denied\)$"):
        list(discover(["closed/a.csv"]))


def test_a_file_has_its_own_name(tmp_path: Path) -> None:
    _tree(tmp_path)
    [source] = discover([str(tmp_path / "b" / "c.csv")])
    assert (source.name, source.size) == ("c.csv", 3)
    with source.open() as stream:
        assert stream.read(10) == b"two"


def test_several_folders_are_told_apart(tmp_path: Path) -> None:
    _tree(tmp_path / "one")
    _tree(tmp_path / "two" / "one")
    names = _names(tmp_path / "one", tmp_path / "two" / "one")
    assert len(set(names)) == 6
    assert names[0] == "one/a.txt"
    assert names[3] == "one~2/a.txt"


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (("*.csv",), (), ["b/c.csv"]),
        ((), ("b",), ["a.txt", "z.log"]),
        ((), ("b/*",), ["a.txt", "z.log"]),
        (("a*", "*.log"), ("z*",), ["a.txt"]),
    ],
)
def test_globs(
    tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], expected: list[str]
) -> None:
    _tree(tmp_path)
    assert _names(tmp_path, include=include, exclude=exclude) == expected


def test_links_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    _tree(root)
    (tmp_path / "outside").write_bytes(b"x")
    (root / "covered").symlink_to("a.txt")
    (root / "broken").symlink_to("nothing")
    (root / "loop").symlink_to("loop")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "up").symlink_to(root, target_is_directory=True)
    gaps = {source.name: source.gap for source in discover([str(root)])}
    assert "covered" not in gaps
    assert "up" not in gaps
    for name in ("broken", "loop", "out"):
        gap = gaps[name]
        assert gap is not None
        assert gap.reason is GapReason.SPECIAL_FILE
        assert gap.where.startswith("symbolic link")


def test_special_files_are_gaps(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        previous = Path.cwd()
        os.chdir(tmp_path)
        try:
            server.bind("socket")
        finally:
            os.chdir(previous)
        gaps = {source.name: source.gap for source in discover([str(tmp_path)])}
    assert {name: gap.where for name, gap in gaps.items() if gap} == {
        "pipe": "named pipe",
        "socket": "socket",
    }


def test_a_file_swapped_for_a_pipe_does_not_block(tmp_path: Path) -> None:
    _tree(tmp_path)
    source = next(discover([str(tmp_path)]))
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError) as caught:
        source.open()
    assert caught.value.reason is GapReason.SPECIAL_FILE
    assert "a.txt" not in str(caught.value)


def test_a_file_swapped_for_a_link_is_not_followed(tmp_path: Path) -> None:
    _tree(tmp_path)
    source = next(discover([str(tmp_path)]))
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").symlink_to("z.log")
    with pytest.raises(ReadError) as caught:
        source.open()
    assert caught.value.reason is GapReason.SPECIAL_FILE


def test_an_explicit_link_and_device_are_read(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"data")
    (tmp_path / "link").symlink_to("target")
    [link, null] = discover([str(tmp_path / "link"), os.devnull])
    with link.open() as stream:
        assert stream.read(10) == b"data"
    with null.open() as stream:
        assert stream.read(10) == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_gap(tmp_path: Path) -> None:
    _tree(tmp_path)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").chmod(0)
    try:
        gaps = {source.name: source.gap for source in discover([str(tmp_path)])}
    finally:
        (tmp_path / "b").chmod(0o700)
    for name in ("a.txt", "b"):
        gap = gaps[name]
        assert gap is not None
        assert gap.reason is GapReason.PERMISSION


def test_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        discover([str(tmp_path), str(tmp_path / "nowhere")])


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(str(tmp_path)) + b"/caf\xe9.txt"
    with open(raw, "wb") as stream:  # noqa: PTH123 - a bytes path
        stream.write(b"x")
    [source] = discover([str(tmp_path)])
    assert os.fsencode(source.name) == b"caf\xe9.txt"
    with source.open() as stream:
        assert stream.read(1) == b"x"


def test_repr_shows_no_name(tmp_path: Path) -> None:
    assert "secret" not in repr(Source(name="secret", location=str(tmp_path / "secret")))


def test_posix_names() -> None:
    assert posix_name(PureWindowsPath("a\\b\\c.csv")) == "a/b/c.csv"
    assert posix_name(PureWindowsPath("C:\\a\\b")) == "a/b"
    assert posix_name(PurePosixPath("a/b")) == "a/b"


def test_a_pipe_nobody_writes_to_is_given_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [source] = discover([str(tmp_path / "pipe")])
    asked = iter([True, False])
    with pytest.raises(ReadError) as raised:
        source.open(lambda: next(asked))
    assert raised.value.reason is GapReason.TIMEOUT


def test_a_pipe_is_read_once_somebody_writes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    [source] = discover([str(tmp_path / "pipe")])
    writer = threading.Timer(0.3, (tmp_path / "pipe").write_bytes, [b"x" * 200_000])
    writer.start()
    with source.open() as stream:
        data = b""
        while block := stream.read(65536):
            data += block
    writer.join()
    assert len(data) == 200_000
