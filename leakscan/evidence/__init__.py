"""The privacy gate: hits go in, counts, places and keyed sketches come out.

After this room no raw value exists. It must never know scoring, output, or why a rule matched.
"""
