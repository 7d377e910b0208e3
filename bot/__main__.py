"""Entry of `python -m bot`: whatever goes wrong ends in one sentence and an exit code."""

import logging
import secrets
import sys
from collections.abc import Sequence

try:
    import typer
except ModuleNotFoundError:  # a Python that has none of what the desk needs
    sys.exit("Run `make setup`, then `.venv/bin/python -m bot …`.")

from bot.cli import EXIT_DONE, EXIT_FAILED, EXIT_USAGE, app
from models.environment import withhold
from models.errors import DeskError, UsageError

logger = logging.getLogger(__name__)

FLAGS = frozenset({"--json", "--verbose"})
VALUED = "--config"


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the options that all verbs share before the verb, wherever they stood."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument in FLAGS or argument.startswith(f"{VALUED}="):
            front.append(argument)
        elif argument == VALUED:
            front += [argument, *([value] if (value := next(waiting, None)) is not None else [])]
        else:
            rest.append(argument)
    return front + rest


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return its exit code."""
    try:
        return int(app(hoisted(arguments), prog_name="python -m bot", standalone_mode=False) or EXIT_DONE)
    except typer.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_FAILED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last place where anyone can
        sentence, code = _explained(error)
        if sentence:
            typer.echo(sentence, err=True)
        return code


def _explained(error: BaseException) -> tuple[str, int]:
    """Return the sentence and the exit code that an error ends in."""
    if isinstance(error, typer.TyperException):
        sentence = error.format_message()
        helped = not sentence or sentence.startswith("Usage:")
        asked = getattr(error, "ctx", None)
        verb = asked.command_path if asked else "python -m bot"
        ended = sentence if sentence.endswith("?") else f"{sentence.rstrip('.')}."
        return sentence if helped else f"{ended} See {verb} --help.", EXIT_USAGE
    if isinstance(error, DeskError):
        return str(error), EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return "Stopped.", EXIT_FAILED
    token = f"E-{secrets.token_hex(2).upper()}"
    logger.debug("%s", token, exc_info=error)
    sentence = f"Something went wrong that nobody foresaw ({type(error).__name__}, {token})."
    return f"{sentence} Run it again with --verbose to see where.", EXIT_FAILED


if __name__ == "__main__":
    withhold()
    sys.exit(main(sys.argv[1:]))
