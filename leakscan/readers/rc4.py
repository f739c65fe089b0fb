"""The cipher RC4, with which old formats hide bytes behind a key that stands beside them.

Not for keeping anything secret. Some 5 MB a second: few files have any use of it.
"""


def rc4(key: bytes, data: bytes) -> bytes:
    """The data with the key's stream over it, which hides and shows alike.

    >>> rc4(b"Key", b"Plaintext").hex()
    'bbf316e8d940af0ad3'
    """
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 0xFF
        state[i], state[j] = state[j], state[i]
    out = bytearray(data)
    i = j = 0
    for at in range(len(out)):
        i = (i + 1) & 0xFF
        a = state[i]
        j = (j + a) & 0xFF
        b = state[i] = state[j]
        state[j] = a
        out[at] ^= state[(a + b) & 0xFF]
    return bytes(out)
