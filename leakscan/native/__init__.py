"""Compiled kernels for the hot loops, where a C compiler was at hand when leakscan was built.

Each kernel is the twin of a NumPy function that stands beside its caller and gives the same
arrays, or a coarser answer where what follows decides (all of the text instead of the part in
which something may stand). `library.KERNELS` is None where nothing was compiled, or when
``LEAKSCAN_NATIVE=0``, and the twins then do all the work. Raw text passes through, nothing is
kept. This room knows arrays only: no rule, no chunk, no report.
"""
