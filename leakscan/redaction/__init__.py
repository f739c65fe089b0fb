"""A copy of a file with every detected value replaced, and the rest byte for byte.

Raw text exists here, as in `examination`; it goes to the copy that the user asked for and nowhere
else. This room must never know a report.
"""
