"""One pure validator per identifier: a scalar reference and a vectorised kernel side by side.

These modules know nothing of chunks, rules or configuration: they take text, digits or arrays
and say what is valid. Each module's docstring is its specification.
"""
