"""The command line: options, configuration, exit codes, progress.

It joins the safe side (scan results, scoring, reports) and must never know how anything is
parsed or matched. Commands import what they need when they run, so that `--version` and
`--help` answer at once.
"""
