"""`python -m leakscan`: the same program as the `leakscan` command."""

from leakscan.cli.main import main

if __name__ == "__main__":
    main()
