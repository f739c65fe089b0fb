"""Walking folders: sorted, without following links, and telling what was left out."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import NamedTuple

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import UsageError
from leakscan.sources.source import STDIN_NAME, Source, read_error, special_kind


class Filters(NamedTuple):
    """Globs on the relative POSIX path or the base name; excluding wins."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def accept(self, name: str) -> bool:
        """Whether a file of this name is to be scanned."""
        if _matches(name, self.exclude):
            return False
        return not self.include or _matches(name, self.include)

    def enter(self, name: str) -> bool:
        """Whether a folder is to be entered: only excluding says no."""
        return not _matches(name, self.exclude)


def discover(
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    base: str | None = None,
) -> Iterator[Source]:
    """Everything to scan under `paths`, in a fixed order, each file once per path given.

    Links inside folders are not followed: one that leads to something inside the folders
    scanned is passed over, any other is a source with a gap, and so are pipes, sockets,
    devices and what may not be read.

    Args:
        paths: Files, folders, or "-" for standard input.
        include: Globs (path or base name); none for everything.
        exclude: Globs of files and folders to leave out.
        base: Folder that names are relative to, of paths inside it: for whoever compares runs
            on different paths. None: names are relative to the folders given.

    Raises:
        UsageError: A path does not exist, or may not be reached. It is raised before anything is
            yielded.
    """
    filters = Filters(include=tuple(include), exclude=tuple(exclude))
    kinds = [(path, _kind(path)) for path in paths]
    folders = [path for path, mode in kinds if mode is not None and stat.S_ISDIR(mode)]
    prefixes = _prefixes(folders)
    roots = [os.path.realpath(path) for path in folders]
    if base is not None:
        inside = {path: _inside(path, base, "/") for path in folders}
        prefixes = {path: prefixes[path] if name is None else name for path, name in inside.items()}
    return _all(kinds, prefixes, roots, filters, base)


def posix_name(path: PurePath) -> str:
    """A relative path with forward slashes, also on Windows; drive and root are dropped."""
    return "/".join(part for part in path.parts if part != path.anchor)


def _all(
    kinds: Iterable[tuple[str, int | None]],
    prefixes: dict[str, str],
    roots: list[str],
    filters: Filters,
    base: str | None,
) -> Iterator[Source]:
    for path, mode in kinds:
        if mode is None:
            yield Source(name=STDIN_NAME)
        elif stat.S_ISDIR(mode):
            yield from _walk(path, prefixes[path], roots, filters)
        else:
            size = os.stat(path).st_size if stat.S_ISREG(mode) else None
            inside = None if base is None else _inside(path, base, "")
            name = inside or os.path.basename(path)
            yield Source(name=name, size=size, location=path, explicit=True)


def unreachable(paths: Iterable[str]) -> dict[str, UsageError]:
    """What is wrong with those of some paths that `discover` would refuse."""
    lost: dict[str, UsageError] = {}
    for path in paths:
        try:
            _kind(path)
        except UsageError as error:
            lost[path] = error
    return lost


def _kind(path: str) -> int | None:
    """The mode of what a path given by the user leads to; None for standard input."""
    if path == STDIN_NAME:
        return None
    try:
        return os.stat(path).st_mode
    except (OSError, ValueError) as error:
        if os.path.lexists(path) and not os.path.islink(path):
            return os.lstat(path).st_mode
        if isinstance(error, PermissionError):
            # Below a folder that may not be entered: whether it exists is not known.
            raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
        raise UsageError(f"no such file or folder: {path}") from None


def _prefixes(folders: Sequence[str]) -> dict[str, str]:
    """What to put before names so that files of several folders cannot be confused."""
    unique = list(dict.fromkeys(folders))
    if len(unique) < 2:
        return dict.fromkeys(unique, "")
    names = [os.path.basename(os.path.abspath(folder)) for folder in unique]
    prefixes: dict[str, str] = {}
    for folder, name in zip(unique, names, strict=True):
        number = names[: unique.index(folder)].count(name)
        label = name or "root"
        prefixes[folder] = f"{label}~{number + 1}/" if number else f"{label}/"
    return prefixes


def _inside(path: str, base: str, end: str) -> str | None:
    """The name of a path inside `base`, relative to it, with `end`; None for one outside.

    The base itself has the empty name.
    """
    absolute, root = os.path.abspath(path), os.path.abspath(base)
    if absolute == root:
        return ""
    try:
        relative = PurePath(absolute).relative_to(root)
    except ValueError:
        return None
    return posix_name(relative) + end


def _walk(folder: str, prefix: str, roots: list[str], filters: Filters) -> Iterator[Source]:
    """Sources below a folder, depth first, names sorted; no recursion, so depth is free."""
    stack: list[tuple[str, str, os.DirEntry[str] | None]] = [(folder, prefix, None)]
    while stack:
        location, name, entry = stack.pop()
        if entry is not None and not _is_folder(entry):
            yield from _entry_sources(entry, name, roots)
            continue
        children = _children(location)
        if isinstance(children, Gap):
            yield Source(name=name.rstrip("/") or ".", gap=children, location=location)
            continue
        for child in reversed(children):
            child_name = name + child.name
            if _is_folder(child):
                if filters.enter(child_name[len(prefix) :]):
                    stack.append((child.path, child_name + "/", child))
            elif filters.accept(child_name[len(prefix) :]):
                stack.append((child.path, child_name, child))


def _children(location: str) -> list[os.DirEntry[str]] | Gap:
    try:
        with os.scandir(location) as entries:
            return sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        failure = read_error(error)
        return Gap(reason=failure.reason, where="folder")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _entry_sources(entry: os.DirEntry[str], name: str, roots: list[str]) -> Iterator[Source]:
    """The source of a directory entry that is no folder; none for a link already covered."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        failure = read_error(error)
        yield Source(name=name, gap=Gap(reason=failure.reason), location=entry.path)
        return
    if stat.S_ISLNK(status.st_mode):
        problem = _link_problem(entry.path, roots)
        if problem:
            gap = Gap(reason=GapReason.SPECIAL_FILE, where=f"symbolic link {problem}")
            yield Source(name=name, gap=gap, location=entry.path)
    elif stat.S_ISREG(status.st_mode):
        gap_or_none = None
        if not os.access(entry.path, os.R_OK):
            gap_or_none = Gap(reason=GapReason.PERMISSION, where="permission denied")
        yield Source(name=name, size=status.st_size, gap=gap_or_none, location=entry.path)
    else:
        kind = special_kind(status.st_mode)
        gap = Gap(reason=GapReason.SPECIAL_FILE, where=kind)
        yield Source(name=name, gap=gap, location=entry.path)


def _link_problem(location: str, roots: list[str]) -> str:
    """Why what a link leads to is not scanned; empty when it is, under its own name."""
    try:
        target = os.path.realpath(location, strict=True)
    except (OSError, ValueError):
        return "that leads nowhere"
    for root in roots:
        if target == root or target.startswith(os.path.join(root, "")):
            return ""
    return "out of the scanned folders"


def _matches(name: str, globs: Iterable[str]) -> bool:
    base = name.rpartition("/")[2]
    return any(fnmatchcase(name, glob) or fnmatchcase(base, glob) for glob in globs)


__all__ = ["Filters", "discover", "posix_name"]
