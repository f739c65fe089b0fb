"""A group of commands whose help lists each with the first sentence of its own, never cut."""

import click

_WHOLE = 1000
"""Characters: `click` cuts what a command says of itself to the rest of a line."""


class ListingGroup(click.Group):
    """A group that tells its commands in whole sentences, over two lines where one is too short."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [
            (name, command.get_short_help_str(_WHOLE))
            for name, command in commands
            if command is not None and not command.hidden
        ]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)
