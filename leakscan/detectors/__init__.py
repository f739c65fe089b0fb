"""Finding: two lanes over the same chunk, then windows around what they found, then columns.

`engine` joins the files of this room. They know rules and raw text, but no format, no
masking and no scoring.
"""
