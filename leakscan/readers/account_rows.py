"""Lines of accounts to records and fields; see `accounts` for the format."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Chunk, Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.line_records import Fields, read_lines
from leakscan.readers.window import TextWindow

_COLON, _AT = ord(":"), ord("@")
_SITE, _MAIL, _LOGIN, _PASSWORD, _OTHER = range(5)


def read_accounts(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of accounts, a record each; lines that are none are one field without a name."""
    table = Table(["url", "email", "login", "password", ""], header_certain=True)
    return read_lines(window, table, _Accounts())


class _Accounts:
    """Where site, login and password of each line stand."""

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """Starts, ends and column numbers of some lines, ascending."""
        kept = ends > begins
        begins, ends = begins[kept], ends[kept]
        login, secret, by_mail = _parts(data, begins, ends)
        known = secret > 0
        site, other = known & (login > begins), known & ~by_mail
        mail = known & by_mail
        parts = (
            (begins[site], login[site] - 1, _SITE),
            (login[mail], secret[mail] - 1, _MAIL),
            (login[other], secret[other] - 1, _LOGIN),
            (secret[known], ends[known], _PASSWORD),
            (begins[~known], ends[~known], _OTHER),
        )
        starts = np.concatenate([start for start, _, _ in parts])
        stops = np.concatenate([stop for _, stop, _ in parts])
        columns = np.repeat([column for *_, column in parts], [part[0].size for part in parts])
        order = np.argsort(starts, kind="stable")
        order = order[stops[order] > starts[order]]
        return starts[order], stops[order], columns[order].astype(np.int32)

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:  # noqa: ARG002
        """Every line that is not empty."""
        chosen = ends > begins
        chosen[:1] = True
        return begins[chosen]


def _parts(
    data: Bytes, begins: Offsets, ends: Offsets
) -> tuple[Offsets, Offsets, npt.NDArray[np.bool_]]:
    """Where login and password of each line begin, and whether the login is an address of mail.

    0 for the password of a line without. An address ends at the first colon behind its sign, the
    last one before a colon, as signs and colons stand in passwords too. Another login stands
    between the last two colons, behind the site.
    """
    colons = np.append(np.flatnonzero(data == _COLON), data.size)
    signs = np.concatenate([[-1], np.flatnonzero(data == _AT)])
    last = np.searchsorted(colons, ends) - 1
    sign = signs[np.searchsorted(signs, colons[np.maximum(last, 0)]) - 1]
    by_mail = (last >= 0) & (sign >= begins)
    number = np.where(by_mail, np.searchsorted(colons, sign), np.maximum(last, 0))
    colon, before = colons[number], colons[np.maximum(number - 1, 0)]
    inside = (number > 0) & (before >= begins)
    known = (colon >= begins) & (colon < ends - 1) & (by_mail | inside)
    return np.where(inside, before + 1, begins), np.where(known, colon + 1, 0), by_mail


__all__ = ["read_accounts"]
