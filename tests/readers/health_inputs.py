"""Messages of health software, fictitious: one patient with results, as each format writes it."""

import base64

NIR = "144509912300979"
PHONE = "0639981234"
NOTE = "Le compte rendu complet est joint : patiente enceinte de 22 SA, VIH négatif. " * 6
"""Long enough to be taken for a document when it is written in base64."""
_PID = (
    f"PID|1||8012345^^^HOP&1.2.3&ISO^PI~{NIR}^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS"
    "||DURAND^ZOE^ANNE^^^^D||195005121030|F|||12 RUE DES LILAS^^PARIS^^75001^FRA^H"
    f"||^PRN^CP^^^^^^^^^{PHONE}||||Catholique|"
)
_P = (
    f"P|1|01|02|02|DURAND~ZOE||19500512|F||12 RUE DES LILAS~~PARIS~~75001||{PHONE}^0199001234"
    "|D1~MARTIN~PAUL|||||Fumeuse||||||||B20~Sida|Catholique"
)


def hl7(document: bytes = NOTE.encode()) -> bytes:
    """Two messages, the second about two patients; escapes, repetitions and a document."""
    payload = base64.b64encode(document).decode()
    first = [
        r"MSH|^~\&|SIL|LABO DES LILAS|DPI|HOP|20230101120000||ORU^R01|1|P|2.5|||||FRA|8859/1",
        _PID,
        "PV1|1|I|CARDIO^101||||10001234567^MARTIN^PAUL^^^^^^ASIP",
        r"OBR|1|||VIH^S\XE9\rologie VIH^L|||202301011000",
        "OBX|1|CE|7917-8^VIH 1+2^LN||POS^Positif^L||||||F|||20230101",
        r"OBX|2|TX|TXT^Conclusion^L||Ligne une\.br\VIH \T\ syphilis : négatif||||||F",
        f"OBX|3|ED|PDF^Compte rendu^L||^text^plain^Base64^{payload}||||||F",
        "NTE|1||Patiente enceinte de 22 SA",
    ]
    second = [
        r"MSH|^~\&|SIL|LABO DES LILAS|DPI|HOP|20230101120000||ORU^R01^ORU_R01|2|P|2.5",
        "PID|1||801||DUPONT^JEAN||19600101|M",
        "OBX|1|NM|GLU^Glycémie^L||1.30|g/L",
        "PID|2||802||DUPOND^JEANNE||19610101|F",
        "OBX|1|NM|GLU^Glycémie^L||1.10|g/L",
    ]
    return "".join(f"{line}\r" for line in first + second).encode("cp1252")


def framed(message: bytes) -> bytes:
    """In the frame of MLLP."""
    return b"\x0b" + message + b"\x1c\r"


def hprim(separators: str = "~^\\&") -> bytes:
    """A header and a patient group, with a segment that goes on in the next line."""
    lines = [
        "H|~^\\&|0.HPR|cle2023|001~LABO DES LILAS||ORU|||002~DEST||P|H2.2~C|201301011200",
        _P,
        f"AP|1||||{NIR}|||01|751|0000",
        "OBR|1||~001|AU~Acide urique~L|R||201301011200||||N|||201301011200||UNIT",
        "A|~UNITE A~L|01 23 45 67 89",
        "OBX|1|NM|AU~Acide urique~L||250|µmol/L|||||I|||201301011200",
        "C|1|L|Patiente enceinte de 22 SA",
        "L|1",
    ]
    marks = str.maketrans("~^\\&", separators)
    return "".join(f"{line}\r" for line in lines).translate(marks).encode("cp1252")


def inputs() -> dict[str, tuple[str, bytes]]:
    """File name and content of each case, by ``format/case``."""
    return {
        "hl7/oru": ("oru.hl7", hl7()),
        "hl7/mllp": ("capture.bin", framed(hl7()) + framed(hl7())),
        "hprim/oru": ("0.hpr", hprim()),
        "hprim/other-separators": ("0.hpr", hprim("\\^&~")),
    }
