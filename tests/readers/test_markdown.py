"""Tables of Markdown in a text: rows under dashes are records, what stands around is prose."""

import pytest

from leakscan.readers import markdown_rows
from leakscan.readers.escapes import Bytes
from leakscan.scanner import scan_bytes
from tests.readers.reading import read

HEADER = "| Ch | Nom Prénom | Né(e) le | Groupe sanguin |\n"
RULE = "|---:|:-----------|:--------:|---|\n"
ROWS = (
    "| 38 | **FICTIF Zoé** | 01/11/1962 | A+ |\n"
    "| 30 | L'HÉNORET Anaïs | 21/12/1956 | O- |\n"
    "| 29 | DURAND Ali | 01/09/1957 | |\n"
)
TABLE = HEADER + RULE + ROWS
NOTES = (
    f"# Relève\n\n## lundi\n\n{TABLE}\n- Mme **Fictif** : RAS\n\n## mardi\n\n{TABLE}\nfin | nuit\n"
)


def cells(text: str) -> list[tuple[str, str]]:
    return [(column, value.decode()) for column, _, value in read(text.encode(), "n.md").fields]


def test_rows_are_records_and_text_stays_text() -> None:
    found = read(NOTES.encode(), "n.md")
    assert found.formats == ["markdown"]
    texts = [text for _, text in found.records]
    assert len(texts) == 9
    assert b"Mme **Fictif** : RAS" in texts[4]
    assert texts[-1] == b"\nfin | nuit"
    assert cells(NOTES)[:5] == [
        ("Ch", "38"), ("Nom Prénom", "FICTIF Zoé"), ("Né(e) le", "01/11/1962"),
        ("Groupe sanguin", "A+"), ("Ch", "30"),
    ]  # fmt: skip


def test_short_tables_are_not_looked_for_in_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    size_of = markdown_rows._table_size

    def counted(data: Bytes, *, final: bool) -> tuple[int, bool]:
        looked_at.append(data.size)
        return size_of(data, final=final)

    monkeypatch.setattr(markdown_rows, "_table_size", counted)
    text = f"{TABLE}\nfin\n\n" * 100 + "Rien à dire.\n" * 30_000
    assert len(read(text.encode(), "n.md").fields) > 100 * 10
    assert len(looked_at) == 100
    assert sum(looked_at) < 100 * 20_000


def test_tables_beyond_the_most_are_text_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("leakscan.readers.markdown_rows.MOST_TABLES", 1)
    found = read(NOTES.encode(), "n.md")
    assert found.formats == ["markdown"]
    assert found.text == NOTES.encode()
    assert len(found.fields) == len(cells(TABLE))


@pytest.mark.parametrize("shift", [0, 16_300, 16_384, 70_000])
def test_a_table_is_found_wherever_it_begins(shift: int) -> None:
    text = TABLE + "\n" + "mot " * (shift // 4) + "\n\n" + TABLE
    assert len(cells(text)) == 2 * len(cells(TABLE))


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace("\n", "\r\n"),
        "\n".join(line.strip("| ") for line in TABLE.splitlines()),
        HEADER + "|----+----+----+----|\n" + ROWS,
    ],
)
def test_a_table_may_be_written_in_several_ways(text: str) -> None:
    names = [value for column, value in cells(text) if column == "Nom Prénom"]
    assert names == ["FICTIF Zoé", "L'HÉNORET Anaïs", "DURAND Ali"]


def test_what_is_found() -> None:
    state = scan_bytes(NOTES.encode(), "n.md").state
    counts = {rule: tally.count for rule, tally in state.tallies.items()}
    assert counts["person.birth-date"] == 6
    assert counts["health.blood-group"] == 4
    assert state.names.estimate() == (3, True)


def test_records_do_not_depend_on_how_text_is_cut() -> None:
    text = "".join(f"## {day}\n\n{HEADER}{RULE}{ROWS * 400}\n" + "a | b\n" * 9 for day in range(5))
    whole, cut = (read(text.encode(), "n.md", chunk_bytes=size) for size in (1 << 20, 2048))
    assert whole.records == cut.records
    assert whole.fields == cut.fields
    assert len(whole.records) > 6000


@pytest.mark.parametrize(
    "text",
    [
        "un | deux\n\n---|---\n",
        "# Titre\n\n---\n\nun | deux\n",
        "a | b | c\n---|---\n1 | 2\n",
        'id;texte\n1;"' + TABLE + '"\n2;rien\n',
        " nom | age\n-----+-----\n x   | 12\n",
    ],
)
def test_other_lines_of_dashes_make_no_table(text: str) -> None:
    assert read(text.encode(), "n.txt").formats != ["markdown"]


def test_a_table_without_rows_and_one_cut_off_are_read() -> None:
    for text in (HEADER + RULE, "x\n\n" + HEADER + RULE.rstrip(), TABLE.rstrip() + " 06"):
        assert b"".join(text for _, text in read(text.encode(), "n.md").records)
        assert read(text.encode(), "n.md").text.decode().strip() == text.strip()
