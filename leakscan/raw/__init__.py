"""Nouns that hold raw text: they exist from the reader to the privacy gate and no further.

Only readers, detectors, evidence and `scan` may import this room. Nothing here has a `repr`
that shows content. It must never know a file on disk or a rule.
"""
