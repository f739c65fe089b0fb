"""Results as query tools write them in JSON: rows by position, their columns named elsewhere."""

import json
from collections.abc import Callable
from random import Random

from benchmarks.accuracy.exports.export import JUDGED
from benchmarks.accuracy.exports.kinds import cells
from benchmarks.accuracy.people import person
from benchmarks.accuracy.sample import Sample

_ROWS = 12
_COLUMNS = "id nom prenom date_naissance num_secu telephone_portable groupe_sanguin".split()
_KINDS = "number last first iso nir mobile group"
_OTHERS = ["N° patient", "NOM_USUEL", "PRENOM", "DDN", "N° SS", "Mail"]
_OTHER_KINDS = "?ipp LAST FIRST dmy keyed mail"


def _sample(tool: str, document: object, **options: int) -> Sample:
    text = json.dumps(document, ensure_ascii=False, **options)  # type: ignore[arg-type]
    return Sample.of(f"export: {tool}", text, name=f"{tool}.json", judged=JUDGED)


def _rows(r: Random, kinds: str = _KINDS) -> list[list[str]]:
    return [cells(person(r), r, kinds) for _ in range(_ROWS)]


def metabase(r: Random) -> Sample:
    """Rows first, and columns described at length after them."""
    columns = [
        {"display_name": name.title(), "source": "native", "name": name} for name in _COLUMNS
    ]
    data = {"rows": _rows(r), "cols": columns, "native_form": {"query": "select * from patient"}}
    return _sample("metabase", {"data": data, "row_count": _ROWS, "status": "completed"})


def query_service(r: Random) -> Sample:
    """Columns described before the rows, several tables in one answer."""
    described = [{"name": name, "type": "string"} for name in _OTHERS]
    tables = [
        {"name": "PrimaryResult", "columns": described, "rows": _rows(r, _OTHER_KINDS)},
        {
            "name": "Stats",
            "columns": [{"name": "cpu"}, {"name": "rows"}],
            "rows": [[3, 12], [4, 9]],
        },
    ]
    return _sample("query_service", {"tables": tables}, indent=2)


def split_frame(r: Random) -> Sample:
    """As pandas writes a frame in parts."""
    index = list(range(_ROWS))
    return _sample("split_frame", {"columns": _COLUMNS, "index": index, "data": _rows(r)})


def frame_by_column(r: Random) -> Sample:
    """As pandas writes it unless told otherwise: cells numbered below the name of their column."""
    columns = zip(_COLUMNS, zip(*_rows(r), strict=True), strict=True)
    numbered = {name: {str(at): cell for at, cell in enumerate(own)} for name, own in columns}
    return _sample("frame_by_column", numbered)


def lines_of_cells(r: Random) -> Sample:
    """A header and its rows, an array on each line."""
    lines = [_OTHERS, *_rows(r, _OTHER_KINDS)]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return Sample.of("export: lines of cells", text, name="lignes.jsonl", judged=JUDGED)


LAYOUTS: tuple[Callable[[Random], Sample], ...] = (
    metabase, query_service, split_frame, frame_by_column, lines_of_cells,
)  # fmt: skip
