"""IBAN, the international bank account number.

Country (two letters), two check digits, and the account in the country's own form, up to 30
letters and digits. Its first four characters moved to the end and letters read as 10 to 35, the
number is 1 modulo 97. Printed in groups of four, or in a row.

Source: ISO 13616-1:2020; lengths after the SWIFT IBAN registry, release 99.

>>> is_valid("FR14 2004 1010 0505 0001 3M02 606"), is_valid("FR14 2004 1010 0505 0001 3M02 607")
(True, False)
>>> is_valid("DE89370400440532013000"), is_valid("XX89370400440532013000")
(True, False)
"""

_LENGTHS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
    "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 "
    "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
    "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 "
    "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
)
LENGTHS = {entry[:2]: int(entry[2:]) for entry in _LENGTHS.split()}
"""Characters of an IBAN, by country."""
FRENCH = frozenset({"FR"})


def is_valid(text: str) -> bool:
    """Whether `text`, with spaces or without, is an IBAN with the right check digits."""
    compact = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if LENGTHS.get(compact[:2]) != len(compact) or not compact.isascii() or not compact.isalnum():
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
