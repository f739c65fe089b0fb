"""Lists of accounts, a line each, as thieves of passwords and dealers in them pass them on.

``zoe@example.fr:azerty12``, with the address of the site before it
(``https://labo.example/login:zoe:azerty12``) or not. A colon parts the fields, yet stands in
addresses of sites too; so each line is parted from where its login ends.
"""

import re
from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="accounts",
    description={
        "fr": "listes de comptes : adresse:mot de passe, site:identifiant:mot de passe",
        "en": "lists of accounts: address:password, site:login:password",
    },
    limits={
        "fr": "reconnues à quatre lignes semblables sur cinq",
        "en": "recognised by four lines of five alike",
    },
)
_LOOK_BYTES, _LOOK_LINES = 8192, 100
_MIN_ACCOUNTS, _SHARE = 3, 0.8
_ACCOUNT = deferred(
    rb"(?: (?:https?|android|ftp)://\S{3,300}? : (?=[^\s:/@]{1,80}(?:@[\w.-]{3,80})?:[^\s/])"
    rb"|   (?:[\w-]{1,63}\.){1,6}[a-z]{2,12}(?:/[^\s:@]{0,200})? : )?"
    rb"(?P<login>[^\s:/@]{1,80}(?:@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,12})?)"
    rb":(?P<secret>[^\s/]\S{2,63})",
    re.VERBOSE,
)
_PLAIN = deferred(rb"[a-z-]+|[A-Z][a-z-]+|[A-Z-]+|\d{1,5}|\+?\d{9,14}|\S*/\S*|\S+@\S+")
"""Words, ports, telephones, paths, addresses: a list of mostly those is another list."""
_MOST_PLAIN, _LEAST_DISTINCT = 0.6, 0.5


def is_accounts(head: bytes, _name: str) -> bool:
    """Whether most lines of a text that begins with `head` are accounts with their passwords."""
    whole = head[:_LOOK_BYTES]
    lines = [line for line in whole.split(b"\n")[:_LOOK_LINES] if line.strip()]
    if len(head) > _LOOK_BYTES and len(lines) < _LOOK_LINES:
        lines = lines[:-1]
    # Most texts are refused here: their lines have blanks, or no colon.
    like = sum(b":" in line and b" " not in line.rstrip() for line in lines)
    if like < max(_MIN_ACCOUNTS, _SHARE * len(lines)):
        return False
    found = [_ACCOUNT.fullmatch(line.rstrip(b"\r \t")) for line in lines]
    accounts = [account for account in found if account is not None]
    # Others than addresses of mail stand in lists of versions and settings: a link must be before.
    accounts = [each for each in accounts if b"@" in each["login"] or b"://" in each[0]]
    if len(accounts) < max(_MIN_ACCOUNTS, _SHARE * len(lines)):
        return False
    secrets = [account["secret"] for account in accounts]
    plain = sum(_PLAIN.fullmatch(secret) is not None for secret in secrets)
    distinct = len(set(secrets))
    return plain <= _MOST_PLAIN * len(secrets) and distinct >= _LEAST_DISTINCT * len(secrets)


def read_accounts(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of accounts: site, login, password."""
    from leakscan.readers import account_rows

    return account_rows.read_accounts(window)


FORMAT = TextFormat(info=INFO, recognise=is_accounts, read=read_accounts)
