"""Files that need a password, of each kind: golden folders, written by the tools people use.

Salts and keys are drawn anew each time, so the files are kept and not written again by a test.
``python -m tests.readers.golden_locked`` writes them; it needs 7-Zip, GnuPG, OpenSSL and the
package msoffcrypto-tool. What they hold is fictitious, and the password is ``secret``.
"""

import io
import zipfile
from collections.abc import Callable

from tests.readers.golden import GOLDEN, keep, source_of
from tests.readers.golden_archives import LETTER, TABLE, tool

_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" '
    'manifest:size="99"><manifest:encryption-data manifest:checksum-type="SHA256-1K" '
    'manifest:checksum="AAAA"/></manifest:file-entry></manifest:manifest>'
)


def _office(case: str) -> bytes:
    """An OOXML document with agile encryption ([MS-OFFCRYPTO] 2.3.4.10)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    made = io.BytesIO()
    OOXMLFile(io.BytesIO(source_of(GOLDEN / case).read_bytes())).encrypt("secret", made)
    return made.getvalue()


def _open_document() -> bytes:
    """As LibreOffice stores it: parts stored, their keys in the manifest (ODF 1.3, part 2, 3.4)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", tool(*_ENCRYPTED, **{"a.txt": LETTER}))
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return made.getvalue()


_ENCRYPTED = ("openssl", "enc", "-aes-256-cbc", "-pbkdf2", "-pass", "pass:secret",
              "-in", "a.txt", "-out", "out")  # fmt: skip
_GPG = ("gpg", "--batch", "--yes", "--passphrase", "secret", "-o", "out")
_CASES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "zip/aes": lambda: (
        "x.zip",
        tool(
            "sh", "-c", "7z a -tzip -mem=AES256 -psecret x.zip a.csv && mv x.zip out",
            **{"a.csv": TABLE},
        ),
    ),
    "ole/password-docx": lambda: ("lettre.docx", _office("docx/letter")),
    "ole/password-xlsx": lambda: ("table.xlsx", _office("xlsx/table")),
    "odf/password": lambda: ("lettre.odt", _open_document()),
    "binary/pgp": lambda: ("x.gpg", tool(*_GPG, "-c", "a.csv", **{"a.csv": TABLE})),
    "binary/pgp-armour": lambda: ("x.asc", tool(*_GPG, "-a", "-c", "a.csv", **{"a.csv": TABLE})),
    "binary/openssl": lambda: ("x.enc", tool(*_ENCRYPTED, **{"a.txt": LETTER})),
}  # fmt: skip


def main() -> None:
    """Write every folder."""
    for case, make in _CASES.items():
        keep(case, *make())


if __name__ == "__main__":
    main()
