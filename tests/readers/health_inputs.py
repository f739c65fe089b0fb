"""Messages of health software, fictitious: one patient with results, as each format writes it."""

import base64
import json

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


def cda(document: bytes = b"") -> bytes:
    """A laboratory report; with `document`, one whose body is that file."""
    payload = base64.b64encode(document).decode()
    body = f"""<nonXMLBody><text mediaType="application/pdf" representation="B64">{payload}</text>
      </nonXMLBody>"""
    return _CDA.replace("BODY", body if document else _CDA_BODY).encode()


_CDA = f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <id root="1.2.250.1.999" extension="doc-1"/>
  <code code="11502-2" codeSystem="2.16.840.1.113883.6.1" displayName="CR d'examens biologiques"/>
  <title>Compte rendu d'examens</title>
  <effectiveTime value="20230101120000+0100"/>
  <recordTarget><patientRole>
    <id extension="{NIR}" root="1.2.250.1.213.1.4.10"/>
    <id extension="8012345" root="1.2.250.1.999.2"/>
    <addr><houseNumber>12</houseNumber><streetName>RUE DES LILAS</streetName>
      <postalCode>75001</postalCode><city>PARIS</city></addr>
    <telecom value="tel:{PHONE}" use="MC"/><telecom value="mailto:zoe@example.org"/>
    <patient>
      <name><family qualifier="BR">DURAND</family><given>ZOE</given></name>
      <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
      <birthTime value="19500512"/>
    </patient>
  </patientRole></recordTarget>
  <author><time value="20230101"/><assignedAuthor>
    <id root="1.2.250.1.71.4.2.1" extension="810001234567"/>
    <assignedPerson><name><family>MARTIN</family><given>PAUL</given></name></assignedPerson>
    <representedOrganization><name>LABO DES LILAS</name></representedOrganization>
  </assignedAuthor></author>
  <component>BODY</component>
</ClinicalDocument>
"""
_CDA_BODY = """<structuredBody><component><section>
    <title>Sérologie</title>
    <text><paragraph>Patiente <content styleCode="Bold">enceinte</content> de 22 SA</paragraph>
      <table><tbody><tr><td>VIH 1+2</td><td>Positif</td></tr></tbody></table></text>
    <entry><observation classCode="OBS" moodCode="EVN">
      <code code="7917-8" codeSystem="2.16.840.1.113883.6.1" displayName="VIH 1+2"/>
      <effectiveTime value="20230101100000"/>
      <value xsi:type="CD" code="10828004" displayName="Positif"/>
    </observation></entry>
    <entry><observation classCode="OBS" moodCode="EVN">
      <code code="2345-7" displayName="Glucose"/><value xsi:type="PQ" value="1.30" unit="g/L"/>
    </observation></entry>
  </section></component></structuredBody>"""


def fhir_xml(document: bytes = b"") -> bytes:
    """A bundle about one patient."""
    data = base64.b64encode(document).decode()
    attachment = f'<presentedForm><data value="{data}"/></presentedForm>' if document else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/>
 <entry><resource><Patient><id value="p1"/>
  <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">
   <p>Patiente <b>enceinte</b> de 22 SA</p></div></text>
  <identifier><system value="urn:oid:1.2.250.1.213.1.4.10"/><value value="{NIR}"/></identifier>
  <identifier><system value="urn:oid:1.2.250.1.999"/><value value="8012345"/></identifier>
  <name><family value="DURAND"/><given value="ZOE"/></name>
  <telecom><system value="phone"/><value value="{PHONE}"/></telecom>
  <gender value="female"/><birthDate value="1950-05-12"/>
  <address><line value="12 RUE DES LILAS"/><city value="PARIS"/>
   <postalCode value="75001"/></address>
 </Patient></resource></entry>
 <entry><resource><Observation><id value="o1"/>
  <code><coding><system value="http://loinc.org"/><code value="7917-8"/>
   <display value="VIH 1+2"/></coding></code>
  <subject><reference value="Patient/p1"/></subject>
  <effectiveDateTime value="2023-01-01T10:00:00+01:00"/>
  <valueCodeableConcept><text value="Positif"/></valueCodeableConcept>
 </Observation></resource></entry>
 <entry><resource><Observation>
  <code><text value="Glucose"/></code><valueQuantity><value value="1.30"/></valueQuantity>
 </Observation></resource></entry>
 <entry><resource><DiagnosticReport><conclusion value="VIH positif"/>{attachment}
 </DiagnosticReport></resource></entry>
</Bundle>
""".encode()


def fhir_json() -> bytes:
    """The same bundle in JSON, with a diagnosis."""
    resources = [
        {
            "resourceType": "Patient",
            "identifier": [{"system": "urn:oid:1.2.250.1.213.1.4.10", "value": NIR}],
            "name": [{"family": "DURAND", "given": ["ZOE"]}],
            "telecom": [{"system": "phone", "value": PHONE}],
            "gender": "female",
            "birthDate": "1950-05-12",
            "address": [{"line": ["12 RUE DES LILAS"], "city": "PARIS", "postalCode": "75001"}],
        },
        {
            "resourceType": "Observation",
            "code": {"coding": [{"code": "7917-8", "display": "VIH 1+2"}]},
            "effectiveDateTime": "2023-01-01T10:00:00+01:00",
            "valueCodeableConcept": {"text": "Positif"},
        },
        {"resourceType": "Observation", "valueQuantity": {"value": 1.3, "unit": "g/L"}},
        {"resourceType": "Condition", "code": {"coding": [{"code": "B24"}]}},
    ]
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "entry": entries}, indent=1).encode()


def hprim_xml() -> bytes:
    """One event of a patient with a doctor and a diagnosis."""
    return f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<evenementsServeurActes xmlns="http://www.hprim.org/hprimXML" version="1.05">
 <enteteMessage><identifiantMessage>1</identifiantMessage>
  <dateHeureProduction>2023-01-01T12:00:00</dateHeureProduction>
  <emetteur><agents><agent categorie="application"><code>SIL</code>
   <libelle>Logiciel de laboratoire</libelle></agent></agents></emetteur></enteteMessage>
 <evenementServeurActe>
  <patient><identifiant><emetteur><valeur>8012345</valeur></emetteur></identifiant>
   <numeroIdentifiantSante><valeur>{NIR}</valeur></numeroIdentifiantSante>
   <personnePhysique sexe="F"><nomUsuel>DURAND</nomUsuel><nomNaissance>HÉNORET</nomNaissance>
    <prenoms><prenom>ZOÉ</prenom></prenoms>
    <adresses><adresse><ligne>12 RUE DES LILAS</ligne><ville>PARIS</ville>
     <codePostal>75001</codePostal></adresse></adresses>
    <telephones><telephone>{PHONE}</telephone></telephones>
    <dateNaissance><date>1950-05-12</date></dateNaissance></personnePhysique></patient>
  <venue><identifiant><emetteur><valeur>55</valeur></emetteur></identifiant></venue>
  <medecinResponsable><personne><nomUsuel>MARTIN</nomUsuel></personne></medecinResponsable>
  <diagnostics><diagnostic><codeCim10>B24</codeCim10></diagnostic></diagnostics>
  <commentaire>Patiente enceinte de 22 SA</commentaire>
 </evenementServeurActe>
</evenementsServeurActes>
""".encode("latin-1")


def hprim_medecin(count: int = 1, line_end: str = "\r\n") -> bytes:
    """Letters with results to a doctor."""
    lines = [
        "P00042",
        "DURAND",
        "ZOÉ",
        "12 RUE DES LILAS",
        "",
        "75001 PARIS",
        "12/05/1950",
        f"{NIR[:13]} {NIR[13:]}",
        "230101-0042",
        "01/01/2023",
        "LABO01     LABORATOIRE DES LILAS",
        "MED0001    MARTIN PAUL",
        "",
        "HÉMATOLOGIE",
        "  Hémoglobine ............ 12,4 g/dL",
        "Patiente enceinte de 22 SA",
        "",
        "****LAB****",
        "RES|GLYCEMIE|GLU|N|1.30|g/L|0.74|1.06|H|F|7.2|mmol/L|4.1|5.9|",
        "RES|SÉROLOGIE VIH|VIH|T|Positif||||||||||",
        "TEX|A contrôler",
        "****FIN****",
    ]
    text = "".join(f"{line}{line_end}" for line in lines * count)
    return f"{text}****FINFICHIER****{line_end}".encode("cp1252")


def nirs(count: int) -> list[str]:
    """Well-formed NIRs of nobody: their month is 50 or more."""
    bodies = [
        f"2{50 + n % 40}{51 + n % 40}99{123 + n % 800:03}{1 + n % 900:03}" for n in range(count)
    ]
    return [f"{body}{97 - int(body) % 97:02}" for body in bodies]


def b2(count: int = 3, acts: int = 2) -> bytes:
    """Invoices in lines of 128 characters, numbers side by side."""
    lines = ["000B2 0123456789", "1010136000123420230101"]
    for number, nir in enumerate(nirs(count)):
        lines.append(f"2{number:09}{nir}0175100020230101DURAND")
        lines += [f"3{number:09}{nir}20230105B 0388{act:08}" for act in range(acts)]
        lines.append(f"5{number:09}{'0' * 50}")
    return "".join(f"{line:128.128}\r\n" for line in [*lines, "999"]).encode()


def inputs() -> dict[str, tuple[str, bytes]]:
    """File name and content of each case, by ``format/case``."""
    return {
        "hl7/oru": ("oru.hl7", hl7()),
        "hl7/mllp": ("capture.bin", framed(hl7()) + framed(hl7())),
        "cda/structured": ("cr.xml", cda()),
        "cda/pdf-body": ("cr.xml", cda(b"%PDF-1.4\n" + NOTE.encode())),
        "fhir-xml/bundle": ("bundle.xml", fhir_xml()),
        "hprim-xml/acts": ("acte.xml", hprim_xml()),
        "hprim-medecin/one": ("res.hpr", hprim_medecin()),
        "hprim-medecin/two": ("res.txt", hprim_medecin(2, "\r")),
        "fixed-width/b2": ("factures.b2", b2()),
        "hprim/oru": ("0.hpr", hprim()),
        "hprim/other-separators": ("0.hpr", hprim("\\^&~")),
    }
