"""`python -m bot VERB`: one function a verb. What it prints is in `bot.cli_output`.

Exit codes: 0 done, 1 failed, 2 bad usage, 3 held for review. `--config FILE`, `--json` and
`--verbose` may stand before the verb or after it. Results go to stdout, logs to stderr.
"""

import difflib
import logging
import mimetypes
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot import bootstrap, cli_output
from bot.answer_json import answer_json
from bot.answers import answer
from bot.blocks.answer import answer_message
from bot.call import Call
from bot.cli_errata import errata
from bot.cli_leads import leads
from bot.cli_notes import notes
from bot.cli_output import EXIT_DONE
from bot.cli_subscriptions import subscriptions
from bot.cli_told import told
from bot.cli_trend import trend
from bot.commands import Lookup
from bot.doctor import examine
from bot.dry_run_output import rehearsals
from bot.findings import Finding, Level
from bot.manifest import manifest_of
from bot.plain import plain
from bot.row_json import change_json, edition_json, listing_json
from models.errors import StoreError, UsageError
from models.exports import changes_of, edition_of, editions, listings_of, recorded_sources
from models.hold import pending
from models.settings_file import load_secrets
from models.store import reading
from models.values import Document

BY = "command line"
"""Who decided, in a review that was decided here."""

FAR = timedelta(days=366)
"""Dates further ahead than this are typing mistakes; a list dated so would hold all later ones."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Exit codes: 0 done, 1 failed, 2 bad usage, 3 held for review. See docs/command-line.md.",
)
review = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(review, name="review", help="Editions that look wrong and wait for a person.")


DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be published and told.")]


class Form(StrEnum):
    """In which form listings are printed."""

    CSV = "csv"
    JSON = "json"


@app.callback()
def shared(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings; by default DESK_CONFIG, else config.toml.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log everything to stderr.")] = False,
) -> None:
    """Watch the lists of places that decline immigration detainers, and tell a newsroom's Slack."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger().setLevel(logging.DEBUG if verbose else logging.WARNING)
    if context.invoked_subcommand == "run" and not verbose:
        for ours in ("bot", "jobs", "models"):
            logging.getLogger(ours).setLevel(logging.INFO)
    context.obj = Call(config, json)


@app.command()
def run(
    context: typer.Context,
    live: Annotated[
        bool, typer.Option("--live", help="Check live publishers without Slack tokens too.")
    ] = False,
) -> int:
    """Start the desk: on Slack with SLACK_BOT_TOKEN and SLACK_APP_TOKEN, else on a local Slack."""
    call: Call = context.obj
    bootstrap.run(call.settings, load_secrets(), live=live)
    return EXIT_DONE


@app.command()
def check(
    context: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...")] = None,
    dry_run: DryRun = False,
) -> int:
    """Check publishers now: the sources (or scout:NAME) named, else all that are enabled."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        watched = [*watch.sources, *(scout.key for scout in call.settings.scouts)]
        named = [known(name, watched) for name in sources or ()]
        if dry_run:
            return rehearsals(bootstrap.rehearse_now(watch, named), as_json=call.json)
        told = bootstrap.check_now(watch, named)
        return cli_output.reports(told, as_json=call.json)


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE")],
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True)],
    url: Annotated[str, typer.Option(help="Where it was published.")] = "",
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The publisher's date.")
    ] = None,
    observed: Annotated[
        str | None, typer.Option(metavar="DATETIME", help="When it was seen, ISO 8601; UTC unless it says.")
    ] = None,
    dry_run: DryRun = False,
) -> int:
    """Take in a file exactly as a fetched document."""
    call: Call = context.obj
    when = moment(observed) if observed else None
    if url and not url.startswith(("https://", "http://")):
        raise UsageError(f"--url {url!r} is no address.", "Give the page's own, with https://.")
    with bootstrap.opened(call.settings) as watch:
        now = watch.clock()
        if max(when or now, published.replace(tzinfo=UTC) if published else now) > now + FAR:
            raise UsageError("--published or --observed lies years ahead.", "Give the day as it was.")
        document = Document(
            file.read_bytes(),
            url or file.resolve().as_uri(),
            when or now,
            mimetypes.guess_type(file.name)[0] or "",
            published=published.date() if published else None,
        )
        name = known(source, watch.sources)
        if dry_run:
            return rehearsals(bootstrap.rehearse_document(document, name, watch), as_json=call.json)
        told = bootstrap.take_in(document, name, watch)
        return cli_output.reports(told, as_json=call.json)


@app.command()
def lookup(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT")],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Go back to a day.")
    ] = None,
) -> int:
    """Say what the lists say of a place."""
    call: Call = context.obj
    if not " ".join(text).strip():
        raise UsageError("No place was named.", "For example: python -m bot lookup Boston, MA.")
    with bootstrap.opened(call.settings) as watch:
        question = Lookup(" ".join(text), as_of.date() if as_of else None)
        found = answer(question, bootstrap.desk_of(watch))
    if call.json:
        cli_output.lines([answer_json(found)])
    else:
        shown = answer_message(found, call.settings.slack.command)
        typer.echo(plain(shown, choices=found.place is None))
    return EXIT_DONE


app.command()(trend)
app.command()(errata)
app.command()(leads)
app.command()(told)
app.add_typer(notes, name="notes")


@app.command()
def listings(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE")],
    edition: Annotated[int | None, typer.Option(metavar="N", help="By default the last accepted.")] = None,
    form: Annotated[Form | None, typer.Option("--format", help="By default a table for people.")] = None,
) -> int:
    """Print every row of an edition."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        chosen = edition_of(session, _recorded(source, watch.sources, session), edition)
        rows = [listing_json(placed) for placed in listings_of(session, chosen)]
    cli_output.listings(rows, form or ("json" if call.json else ""))
    return EXIT_DONE


@app.command()
def changes(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE")],
    edition: Annotated[int | None, typer.Option(metavar="N", help="By default the last accepted.")] = None,
) -> int:
    """Print what an edition changed."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        chosen = edition_of(session, _recorded(source, watch.sources, session), edition)
        rows = [change_json(told) for told in changes_of(session, chosen)]
    if call.json:
        cli_output.lines(rows)
    else:
        cli_output.changes(rows)
    return EXIT_DONE


@app.command("editions")
def editions_(
    context: typer.Context, source: Annotated[str | None, typer.Argument(metavar="[SOURCE]")] = None
) -> int:
    """Print the editions of a source, or of all, oldest first."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        name = _recorded(source, watch.sources, session) if source else ""
        rows = [edition_json(row) for row in editions(session, name)]
    _show(call, rows, ("edition", "source", "status", "published", "observed", "period", "rows"))
    return EXIT_DONE


@review.command("list")
def review_list(context: typer.Context) -> int:
    """Print the editions that wait for a decision."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        rows = [edition_json(row) for row in pending(watch.engine)]
    _show(call, rows, ("edition", "source", "observed", "rows", "reasons", "address"))
    return EXIT_DONE


@review.command()
def accept(context: typer.Context, number: Annotated[int, typer.Argument(metavar="N")]) -> int:
    """Publish a held edition."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        return cli_output.reports([bootstrap.accept(number, watch, BY)], as_json=call.json)


@review.command()
def reject(context: typer.Context, number: Annotated[int, typer.Argument(metavar="N")]) -> int:
    """Set a held edition aside for good; its bytes are kept."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        return cli_output.rejected(bootstrap.reject(number, watch, BY), as_json=call.json)


app.command()(subscriptions)


@app.command()
def migrate(context: typer.Context) -> int:
    """Bring the database to the newest schema, and fill an empty one with the bundled history."""
    call: Call = context.obj
    with bootstrap.opened(call.settings):
        cli_output.sentence(
            {"database": "current"}, "The database is at the newest schema.", as_json=call.json
        )
    return EXIT_DONE


@app.command()
def manifest(context: typer.Context) -> int:
    """Print the app manifest to create the Slack app from."""
    call: Call = context.obj
    cli_output.document(manifest_of(call.settings), one_line=call.json)
    return EXIT_DONE


@app.command()
def doctor(context: typer.Context) -> int:
    """Look for what is wrong or will go wrong, and say what to do."""
    call: Call = context.obj
    try:
        with bootstrap.opened(call.settings) as watch:
            found = examine(watch.engine, watch.settings, watch.sources, watch.clock())
    except StoreError as error:
        found = [Finding("database", Level.FAIL, str(error))]
    return cli_output.findings(found, as_json=call.json)


def known(name: str, sources: Iterable[str]) -> str:
    """Return the name of a source.

    Raises:
        UsageError: There is none of that name; the nearest is told.
    """
    names = sorted(sources)
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    cure = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(names)}."
    raise UsageError(f"There is no source {name}.", cure)


def _recorded(name: str, watched: Iterable[str], session: Session) -> str:
    """Return the name of a source that is watched, or has editions from when it was."""
    return known(name, {*watched, *recorded_sources(session)})


def moment(text: str) -> datetime:
    """Return the moment that a text in ISO 8601 names, in UTC; without a zone it is UTC.

    Raises:
        UsageError: It names none.
    """
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no date and time.", "Write it as 2025-05-30T14:00:00Z.") from error
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)


def _show(call: Call, rows: Sequence[dict[str, object]], head: Sequence[str]) -> None:
    if call.json:
        cli_output.lines(rows)
    else:
        cli_output.table(head, ([row[name] for name in head] for row in rows), empty="There are none yet.")
