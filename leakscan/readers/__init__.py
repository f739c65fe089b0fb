"""Bytes in, chunks out: one file per format, each a stream of records for the detectors.

`opening` looks at the first bytes of a member and picks the encoding and the format; `feed`,
`canonical`, `window`, `prose`, `rows` and `escapes` are the machinery formats share. Nothing
here may know identifiers, rules, or paths on disk, and formats never import each other.
"""
