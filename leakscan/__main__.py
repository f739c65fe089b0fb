"""`python -m leakscan`: the same program as the `leakscan` command."""

from leakscan.cli.start import program

if __name__ == "__main__":
    program()
