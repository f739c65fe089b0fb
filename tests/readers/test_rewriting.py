"""Text that is made into what a reader knows: records, tables and messages written elsehow."""

import random
from collections.abc import Callable

import pytest

from leakscan.demo.nir_numbers import fictitious_nir
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.respelled import respelled
from leakscan.scanner import scan_bytes
from tests.readers.reading import read

Written = Callable[[str, str, str, str], str]
FAMILIES = "DURAND MARTIN PETIT ROUX GARNIER".split()
GIVEN = "ZOE ALI LEA HUGO INES".split()


def nir(number: int) -> str:
    return fictitious_nir(number, female=True, birth_year=1950 + number % 40, department="35")


PEOPLE = [
    (FAMILIES[n % 5], GIVEN[n // 5 % 5], f"{1950 + n % 40}", nir(n), f"06399{80000 + n}")
    for n in range(30)
]


def counts(text: bytes | str, name: str = "x.txt") -> dict[str, int]:
    data = text.encode() if isinstance(text, str) else text
    return {rule: tally.count for rule, tally in scan_bytes(data, name).state.tallies.items()}


def named(data: bytes, name: str = "x.txt", **options: int) -> list[tuple[str, str]]:
    """Named fields that are not empty, in order."""
    found = read(data, name, **options)
    return [(column, value.decode()) for column, _, value in found.fields if column]


class TestRecordsWithoutLineEnds:
    def records(self, width: int, accent: str = "E") -> str:
        lines = (
            f"2{number}001{family + accent:<20}{given:<20}{year}0512{amount:08}"
            for amount, (family, given, year, number, _) in enumerate(PEOPLE, 371)
        )
        return "".join(line.ljust(width) for line in lines)

    @pytest.mark.parametrize("width", [80, 128, 150, 256, 512, 700])
    @pytest.mark.parametrize("end", ["", "\n", "\r\n\x1a"])
    def test_each_is_read(self, width: int, end: str) -> None:
        found = read((self.records(width) + end).encode(), "x.dat")
        assert found.formats == ["fixed-width"]
        assert [value.decode() for column, _, value in found.fields if column == "nir"] == [
            number for _, _, _, number, _ in PEOPLE
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp1140"])
    def test_characters_are_counted(self, encoding: str) -> None:
        data = self.records(128, accent="É").encode(encoding)
        found = read(data, "x.dat", dribble=77, encoding=encoding)
        assert len(found.records) == len(PEOPLE)
        assert found == read(data, "x.dat", encoding=encoding)

    def test_places_are_those_of_the_file(self) -> None:
        data = self.records(128).encode()
        state = scan_bytes(data, "x.dat").state
        assert [place.byte for place in state.tallies["fr.nir"].places][:3] == [1, 129, 257]

    @pytest.mark.parametrize(
        "text",
        [
            "mot " * 5000,
            "".join(random.Random(4).choices("0123456789  ", k=9000)) + "  ",
            "".join(random.Random(5).choices("0123456789", k=640)) + "  ",
            "0123456789 " * 900,
        ],
    )
    def test_other_text_without_line_ends_stays(self, text: str) -> None:
        assert read(text.encode(), "x.dat").text == text.encode()


GROUP_SEPARATORS = ["\x1d", "<GS>", "{GS}", "^]", "\\x1d", "\\u001d", "\\035", "␝", "&#29;", ""]


class TestBarcodes:
    def scans(self, gs: str, us: str = "\x1f") -> str:
        return "".join(
            f"21/04/2024 01:5{n % 10} COM3 SCAN DC04FR0000011E6A1E6A0700S01.2.250.1.213.1.4.8{gs}"
            f"S1{number}S2{given}{gs}S3{family}{gs}S4FS501-06-{year}S680021{us}{'ABCD234' * 12}\r\n"
            for n, (family, given, year, number, _) in enumerate(PEOPLE)
        )

    @pytest.mark.parametrize("gs", GROUP_SEPARATORS)
    def test_data_matrix_of_the_ins(self, gs: str) -> None:
        text = self.scans(gs, "<US>" if gs == "<GS>" else "\x1f")
        assert read(text.encode(), "x.log").formats == ["paired"]
        found = counts(text, "x.log")
        assert found["fr.nir"] == found["person.birth-date"] == len(PEOPLE)
        assert found["person.name"] == 2 * len(PEOPLE)

    def test_certificates(self) -> None:
        lines = (
            f"a=DC04DHI50001FFFFFFFFB201L0{family}\x1dL1{given}\x1dL201061970L3COVID-19\x1d\n"
            f"a=DC04FR0000011E6A1E6AB201F0{given}\x1dF1{family}\x1dF201061970F3FF494558-6\x1d\n"
            for family, given, _, _, _ in PEOPLE
        )
        found = counts("".join(lines), "x.log")
        assert found["person.birth-date"] == 2 * len(PEOPLE)
        assert found["person.name"] == 4 * len(PEOPLE)

    @pytest.mark.parametrize(
        "text", ["DC04FR0000011E6A1E6A0700 S1 S2 S3\n" * 9, "IS01ABC S201/06/1970\n" * 9]
    )
    def test_other_text_stays(self, text: str) -> None:
        assert read(text.encode(), "x.log").text == text.encode()


def zpl(n: int, name: str, day: str) -> str:
    return (
        f"^XA^CI28^FO20,20^A0N,28,28^FD{name}^FS\n^FX essai\n^FO20,55^A0N,22^FDN: {day}  F^FS"
        f"^FO20,85^BCN,60,Y,N,N^FD2466{n:05}^FS{'^FO300,20^A0N^FDEDTA O+^FS' * (n % 2)}^PQ1^XZ\n"
    )


def zpl_hexadecimal(_n: int, name: str, day: str) -> str:
    return f"^XA\n^FO20,20^FH^FD{name.replace('E', '_C3_89')}^FS^FT9,9^FH^FDN_C3_A9e le {day}^FS^XZ"


def epl(_n: int, name: str, day: str) -> str:
    return f'\r\nN\r\nq4\r\nA20,20,0,4,1,1,N,"{name}"\r\nA20,60,0,3,1,1,N,"DDN: {day}"\r\nP1\r\n'


def tspl(n: int, name: str, day: str) -> str:
    return (
        f'SIZE 50 mm,25 mm\nCLS\nTEXT 20,20,"3",0,1,1,"{name}"\nTEXT 20,60,"3",0,1,1,'
        f'"Ne(e) le {day}"\nBARCODE 20,90,"128",60,1,0,2,4,"2466{n}"\nPRINT 1,1\n'
    )


class TestLabels:
    @pytest.mark.parametrize("language", [zpl, zpl_hexadecimal, epl, tspl])
    def test_each_is_a_row(self, language) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        text = "".join(
            language(n, f"{family} {given}", f"01/06/{year}")
            for n, (family, given, year, _, _) in enumerate(PEOPLE)
        )
        assert read(text.encode(), "x.prn").formats == ["delimited"]
        found = counts(text, "x.prn")
        assert found["person.name"] == found["person.birth-date"] == len(PEOPLE)
        assert found.get("health.blood-group", 0) == (len(PEOPLE) // 2 if language is zpl else 0)

    def test_labels_of_things_tell_nobody(self) -> None:
        text = "".join(
            f"^XA^FO20,20^FDCOMPRESSES 10x10^FS^FO20,55^FDLOT {n:06}^FS^FO9,9^FD01/06/2027^FS^XZ\n"
            for n in range(30)
        )
        assert "person.name" not in counts(text, "x.prn")
        assert "person.birth-date" not in counts(text, "x.prn")


ROWS = [(family, given, f"01/06/{year}", number) for family, given, year, number, _ in PEOPLE]
PROGRAMS = {
    "list": (
        "data a;\n infile cards dlm='~' dsd;\n input nom $ prenom $ ddn :date10. nir $;\ncards;\n",
        "~".join,
        ";\nrun;\n",
    ),
    "blanks": (
        "data a; input nom $ prenom $ ddn :ddmmyy10. nir $; cards;\n",
        " ".join,
        "; run;\n",
    ),
    "places": (
        "data a;\n input @1 nom $12. @13 prenom $10. @23 ddn ddmmyy10. @33 nir $15.;\ncards;\n",
        lambda row: f"{row[0]:<12}{row[1]:<10}{row[2]}{row[3]}",
        ";\n",
    ),
    "columns": (
        "data a;\n input nom $ 1-12 prenom $ 13-22 ddn $ 23-32 nir $ 33-47;\ncards;\n",
        lambda row: f"{row[0]:<12}{row[1]:<10}{row[2]}{row[3]}",
        ";\n",
    ),
    "tabs": (
        "data a;\n infile cards dlm='09'x;\n input nom $ prenom $ ddn :ddmmyy10. nir $;\ncards;\n",
        "\t".join,
        ";\n",
    ),
    "spss": (
        'DATA LIST LIST (";") / nom (A20) prenom (A20) ddn (EDATE10) nir (A15).\nBEGIN DATA\n',
        ";".join,
        "END DATA.\nLIST.\n",
    ),
    "stata": (
        "* essai\nclear\ninput str20 nom str20 prenom str10 ddn str15 nir\n",
        lambda row: " ".join(f'"{value}"' for value in row),
        "end\n",
    ),
}


class TestDataOfPrograms:
    @pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    def test_each_row_has_the_names(self, program, line_end: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        before, written, after = program
        text = before + "".join(written(row) + "\n" for row in ROWS) + after
        found = named(text.replace("\n", line_end).encode(), "x.sas")
        assert [value for column, value in found if column == "nom"] == [row[0] for row in ROWS]
        assert [value for column, value in found if column == "nir"] == [row[3] for row in ROWS]

    def test_programs_without_rows_stay(self) -> None:
        text = "data a; set b; input x y; run;\n/* datalines; */\nproc print; run;\n" * 9
        assert read(text.encode(), "x.sas").text == text.encode()


class TestBoxes:
    BOXES = ("┌─┬┐│├─┼┤└┴┘", "╔═╦╗║╠═╬╣╚╩╝", "┏━┳┓┃┣━╋┫┗┻┛", "╒═╤╕│╞═╪╡╘╧╛")

    # CP850 has the lines of the first two.
    @pytest.mark.parametrize(
        ("box", "encoding"),
        [*((box, "utf-8") for box in BOXES), *((box, "cp850") for box in BOXES[:2])],
    )
    def test_tables(self, box: str, encoding: str) -> None:
        left, line, tee, right, bar, cross_left, _, cross, cross_right, *bottom = [*box]
        sizes = (8, 24, 10)

        def border(begin: str, middle: str, end: str) -> str:
            return begin + middle.join(line * size for size in sizes) + end

        def row(*cells: str) -> str:
            padded = (f" {cell}".ljust(size) for cell, size in zip(cells, sizes, strict=True))
            return bar + bar.join(padded) + bar

        lines = [
            "SERVICE   page 1",
            border(left, tee, right),
            row("DOSSIER", "NOM PRENOM", "NE LE"),
        ]
        lines.append(border(cross_left, cross, cross_right))
        lines += [
            row(f"9{n:05}", f"{f} {g}", f"01/06/{y[2:]}") for n, (f, g, y, *_) in enumerate(PEOPLE)
        ]
        lines.append(border(bottom[0], bottom[1], bottom[2]))
        data = "\r\n".join(lines).encode(encoding)
        found = named(data, "x.prn")
        assert [value for column, value in found if column == "NE LE"] == [
            f"01/06/{person[2][2:]}" for person in PEOPLE
        ]
        tally = scan_bytes(data, "x.prn").state.tallies["person.name"]
        assert tally.count == len(PEOPLE)
        assert data[tally.places[0].byte :].startswith(b"DURAND ZOE")

    def test_trees_stay(self) -> None:
        text = "src\n├── a.py\n│   └── b\n└── c\n" * 5
        assert read(text.encode(), "x.txt").text == text.encode()


def dcmtk(family: str, given: str, day: str, number: str) -> str:
    return (
        "I: # Dicom-Data-Set\nI: (0008,0050) SH [A1]            #  10, 1 AccessionNumber\n"
        f"I: (0010,0010) PN [{family}^{given}]      #  14, 1 PatientName\n"
        f"I: (0010,0020) LO [{number}]      #  8, 1 PatientID\n"
        f"I: (0010,0030) DA [{day}]      #   8, 1 PatientBirthDate\n"
        "I: (0010,21c0) US 1       #   2, 1 PregnancyStatus\n"
    )


def dcm4che(family: str, given: str, day: str, number: str) -> str:
    return (
        f"140: (0010,0010) PN #12 [{family}^{given}] PatientName\n"
        f"160: (0010,0020) LO #8 [{number}] PatientID\n"
        f"176: (0010,0030) DA #8 [{day}] PatientBirthDate\n"
    )


def pydicom(family: str, given: str, day: str, number: str) -> str:
    return (
        f"(0010, 0010) Patient's Name                      PN: '{family}^{given}'\n"
        f"(0010, 0020) Patient ID                          LO: '{number}'\n"
        f"(0010, 0030) Patient's Birth Date                DA: '{day}'\n"
    )


def dicom3tools(family: str, given: str, day: str, number: str) -> str:
    return (
        f"(0x0010,0x0010) PN Patient's Name \t VR=<PN>   VL=<0x000e>  <{family}^{given}>\n"
        f"(0x0010,0x0020) LO Patient ID \t VR=<LO>   VL=<0x0008>  <{number}>\n"
        f"(0x0010,0x0030) DA Patient's Birth Date \t VR=<DA>   VL=<0x0008>  <{day}>\n"
    )


def viewer(family: str, given: str, day: str, number: str) -> str:
    return (
        f"0010,0010  Patient's Name: {family}^{given}\n0010,0020  Patient ID: {number}\n"
        f"0010,0030  Patient's Birth Date: {day}\n"
    )


class TestDumpsOfDicom:
    @pytest.mark.parametrize("dump", [dcmtk, dcm4che, pydicom, dicom3tools, viewer])
    def test_elements_have_names(self, dump) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        text = "".join(
            dump(family, given, f"{year}0601", f"{n:06}")
            for n, (family, given, year, _, _) in enumerate(PEOPLE)
        )
        found = named(text.encode(), "x.txt")
        for column, wanted in (("nom", 0), ("prenom", 1)):
            assert [value for name, value in found if name == column] == [
                person[wanted] for person in PEOPLE
            ]
        assert counts(text)["person.birth-date"] == len(PEOPLE)
        assert len(read(text.encode(), "x.txt").records) in {len(PEOPLE), len(PEOPLE) + 1}

    def test_other_tags_stay(self) -> None:
        text = "(0008,0060) CS [MR]  # 2, 1 Modality\n" * 20 + "table 0010,0010 de la norme\n"
        assert read(text.encode(), "x.txt").text == text.encode()


SEGMENT_ENDS = [
    "<CR>",
    "[CR]",
    "\\r",
    "\\\\r",
    "\\x0d",
    "\\u000d",
    "&#13;",
    "^M",
    "␍",
    "\r",
    "<0D>",
]


class TestLoggedMessages:
    def log(self, end: str) -> str:
        return "".join(
            f"INFO 2024-05-13 06:1{n % 10}:30 [Thread-4] routing message 88{n:04}\n"
            f"DEBUG 2024-05-13 06:1{n % 10}:30 frame <VT>MSH|^~\\&|SIL|LABO|DPI|CH|2024||ORU^R01|"
            f"{n}{end}PID|||{n:08}||{family}^{given}||{year}0601|F|||||{phone}||||||{number}"
            f"{end}OBX|1|ST|883-9^ABO+RH^LN||A+||||||F{end}<FS>{end}\n"
            for n, (family, given, year, number, phone) in enumerate(PEOPLE)
        )

    @pytest.mark.parametrize("end", [*SEGMENT_ENDS, "\n"])
    def test_segments_are_read(self, end: str) -> None:
        data = self.log(end).encode()
        assert read(data, "x.log").formats == ["hl7"]
        found = counts(data, "x.log")
        assert found["fr.nir"] == found["fr.phone"] == found["person.birth-date"] == len(PEOPLE)
        assert found["person.name"] == 2 * len(PEOPLE)
        assert found["health.blood-group"] == len(PEOPLE)

    def test_what_stands_between_is_with_no_message(self) -> None:
        text = self.log("<CR>").replace("routing", "VIH positif, routing")
        records = [record for _, record in read(text.encode(), "x.log").records]
        assert not any(b"VIH" in record and b"PID|" in record for record in records)

    def test_text_that_quotes_a_message_stays(self) -> None:
        text = "Une ligne d'une documentation, sans personne.\n" * 40
        text += "Exemple : MSH|^~\\&|A|B<CR>PID|||1||X^Y\n"
        assert read(text.encode(), "x.txt").text == text.encode()


def test_words_that_give_way_keep_their_places() -> None:
    piece = Piece(b"ab--cd++ef", Shifted(100))
    found = respelled(piece, [(2, 4, b"longer"), (6, 8, b"")])
    assert found.data == b"ablongercdef"
    places = [found.locate(at) - 100 for at in range(len(found.data))]
    assert places == [0, 1, *[-101] * 6, 4, 5, 8, 9]


def test_text_that_is_put_in_stands_at_what_follows_it() -> None:
    found = respelled(Piece(b"abcd", Shifted(100)), [(2, 2, b"\nBHS\n")])
    assert [found.locate(at) for at in range(9)] == [100, 101, *[102] * 6, 103]


def hibernate(family: str, given: str, day: str, number: str) -> str:
    statement = "DEBUG SQL - insert into PATIENT (NOM, PRENOM, DT_NAIS, NSS) values (?, ?, ?, ?)\n"
    values = enumerate((family, given, day, number), 1)
    return statement + "".join(
        f"TRACE BasicBinder - binding parameter [{at}] as [VARCHAR] - [{value}]\n"
        for at, value in values
    )


def hibernate_6(family: str, given: str, day: str, number: str) -> str:
    values = enumerate((family, given, day, number), 1)
    return "DEBUG SQL : update p set nom=?, prenom=?, date_naissance=? where nir=?\n" + "".join(
        f"TRACE bind : binding parameter ({at}:VARCHAR) <- [{value}]\n" for at, value in values
    )


def mybatis(family: str, given: str, day: str, number: str) -> str:
    return (
        "DEBUG ==>  Preparing: INSERT INTO p (nom, prenom, dt_nais, nir) VALUES (?, ?, ?, ?)\n"
        f"DEBUG ==> Parameters: {family}(String), {given}(String), {day}(Date), {number}(String)\n"
    )


class TestBoundValues:
    @pytest.mark.parametrize("log", [hibernate, hibernate_6, mybatis])
    @pytest.mark.parametrize("between", ["", "INFO pool ready\n" * 4])
    def test_values_are_told_by_their_columns(self, log: Written, between: str) -> None:
        text = "".join(
            log(family, given, f"{year}-06-01", number) + between
            for family, given, year, number, _ in PEOPLE
        )
        found = counts(text, "catalina.out")
        assert found["fr.nir"] == found["person.birth-date"] == len(PEOPLE)
        assert found["person.name"] == 2 * len(PEOPLE)
        whole, cut = (read(text.encode(), "x.log", dribble=size) for size in (0, 61))
        assert whole == cut

    def test_parameters_of_programs_stay(self) -> None:
        text = "Parameters: verbose, nom\nbinding parameter of the loop\n" * 9
        assert read(text.encode(), "x.log").text == text.encode()
