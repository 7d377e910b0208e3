"""`python -m bot VERB`: for people at a terminal, and for scripts."""

# fmt: off
from bot.cli.output import EXIT_DONE, EXIT_FAILED, EXIT_USAGE
from bot.cli.verbs import app
