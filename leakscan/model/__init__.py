"""Nouns that are safe to keep: what may be logged, pickled, merged and printed.

Nothing here holds, or is derived from, a raw value except by counting or by a keyed function
whose key is not stored. This room must never know a file format.
"""
