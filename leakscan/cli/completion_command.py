"""`leakscan completion`: a script that makes a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from leakscan.cli.exit_codes import ExitCode

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_LEAKSCAN_COMPLETE"


@click.command(
    epilog="""\b
Examples:
  leakscan completion bash > ~/.local/share/bash-completion/completions/leakscan
  leakscan completion zsh > ~/.zfunc/_leakscan          (with fpath+=~/.zfunc in ~/.zshrc)
  leakscan completion fish > ~/.config/fish/completions/leakscan.fish""",
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the completion script for a shell."""
    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "leakscan", _VARIABLE).source())
    return ExitCode.OK
