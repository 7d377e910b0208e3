"""`python -m bot VERB`: one function a verb.

Exit codes: 0 done, 1 failed, 2 bad usage, 3 held for review. `--config FILE`, `--json` and
`--verbose` may stand before the verb or after it. Results go to stdout, logs to stderr.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import lazy
from bot.cli.context import CliContext, DryRun, SourceName, day, known, list_rows
from bot.cli.importing import import_
from bot.cli.notes import BY, notes
from bot.cli.output import EXIT_DONE, EXIT_FAILED, TextGrid, Verbs
from bot.cli.sources import sources
from models.domain import By
from models.errors import StoreError, UsageError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    cls=Verbs,
    epilog="Exit codes: 0 done, 1 failed, 2 bad usage, 3 held for review. See docs/command-line.md.",
)
review = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(review, name="review", help="Versions of lists that need review.")


EditionNumber = Annotated[int | None, typer.Option(metavar="N", help="By default the last accepted.")]
HeldEdition = Annotated[int, typer.Argument(metavar="N")]


class ListingFormat(StrEnum):
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
    """Watch public lists about immigration detainers, and alert a newsroom's Slack."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger().setLevel(logging.DEBUG if verbose else logging.WARNING)
    logging.getLogger("slack_sdk").setLevel(logging.INFO)  # below, it logs a proxy's password and all answers
    if not verbose:  # each of its failures is told, once and by us, to whom it concerns
        logging.getLogger("slack_sdk.web.base_client").setLevel(logging.CRITICAL)
    if context.invoked_subcommand == "run" and not verbose:
        for ours in ("bot", "jobs", "models"):
            logging.getLogger(ours).setLevel(logging.INFO)
    context.obj = CliContext(config, json)


@app.command()
def run(
    context: typer.Context,
    live: Annotated[
        bool, typer.Option("--live", help="Check live publishers without Slack tokens too.")
    ] = False,
) -> int:
    """Start the desk: on Slack with SLACK_BOT_TOKEN and SLACK_APP_TOKEN, else on a local Slack."""
    call: CliContext = context.obj
    lazy.run(call.settings, lazy.load_secrets(), live=live)
    return EXIT_DONE


@app.command()
def check(
    context: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...")] = None,
    dry_run: DryRun = False,
) -> int:
    """Check publishers now: the sources (or scout:NAME) named, else all that are enabled."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        watched = [*check_context.sources, *(scout.key for scout in check_context.settings.scouts)]
        named = [known(name, watched) for name in sources or ()]
        if dry_run:
            return call.rehearsed(lazy.rehearse_now(check_context, named), check_context.sources)
        return call.reported(lazy.check_now(check_context, named), check_context.sources)


app.command("import")(import_)


@app.command()
def lookup(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT")],
    as_of: Annotated[
        datetime | None, typer.Option(parser=day, metavar="DATE", help="Go back to a day.")
    ] = None,
) -> int:
    """Say what each list says of a place."""
    call: CliContext = context.obj
    if not " ".join(text).strip():
        raise UsageError("No place was named.", "For example: python -m bot lookup Boston, MA.")
    with call.opened() as check_context:
        answer = lazy.answer_in_words(_asked(" ".join(text), as_of), lazy.desk_of(check_context))
    return call.show(map(lazy.answer_json, [answer]), lazy.answer_text(answer, "python -m bot lookup"))


def _asked(text: str, as_of: datetime | None) -> "lazy.Lookup":
    """Return the question, of the day that an option or the text itself names.

    Raises:
        UsageError: The text names a day that can't be read.
    """
    question = lazy.Lookup(text, as_of.date()) if as_of else lazy.asked_of(text)
    if day := lazy.unread_day(question.text):
        raise UsageError(f"I can't read the day `{day}`.", "Write `--as-of 2025-05-30`.")
    return question


@app.command()
def trend(
    context: typer.Context,
    place: Annotated[list[str] | None, typer.Argument(metavar="[PLACE]")] = None,
    by: Annotated[
        By, typer.Option(metavar="WHAT", help="period, state, place, agency or offense.")
    ] = By.PERIOD,
    source: Annotated[str, typer.Option(metavar="SOURCE", help="One source alone.")] = "",
) -> int:
    """Print numbers over time: of a place, else of the whole country; each source on its own."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        desk = lazy.desk_of(check_context)
        if source and source not in desk.sources:
            raise UsageError(f"There is no source {source}.", f"Known are {', '.join(sorted(desk.sources))}.")
        trended = lazy.trended(" ".join(place or ()) or lazy.ALL, by, desk, source)
    if isinstance(trended, lazy.Trended):
        return call.show(lazy.trend_json(trended), lazy.trend_text(trended))
    raise _unclear(trended)


Words = Annotated[list[str] | None, typer.Argument(metavar="[TEXT]...")]


@app.command()
def recent(context: typer.Context, text: Words = None) -> int:
    """Say what changed: `recent TX 2017`, `recent MA since 2025-01-01`, `recent 90d`."""
    call: CliContext = context.obj
    asked = lazy.recent_asked(" ".join(text or ()))
    if day := lazy.unread_day(asked.area):
        raise UsageError(f"I can't read the day `{day}`.", "Write `since 2025-05-30`.")
    with call.opened() as check_context:
        found = lazy.lately(asked, lazy.desk_of(check_context))
    if isinstance(found, lazy.Answer):
        raise _unclear(found)
    return call.show(lazy.recent_json(found), lazy.recent_text(found))


@app.command()
def compare(context: typer.Context, text: Words = None) -> int:
    """Print lists by places: `compare MA TX`; a place alone beside its county and state."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        found = lazy.compared(" ".join(text or ()), lazy.desk_of(check_context))
    if isinstance(found, lazy.Answer):
        raise _unclear(found)
    return call.show(lazy.compared_json(found), lazy.compared_text(found))


@app.command()
def top(context: typer.Context, text: Words = None) -> int:
    """Rank a state's places by one list at a time: `top counties IL by sent`."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        found = lazy.top_tables(lazy.top_asked(" ".join(text or ())), lazy.desk_of(check_context))
    if isinstance(found, lazy.Answer):
        raise _unclear(found)
    return call.show(lazy.top_json(found), lazy.top_text(found))


def _unclear(reply: "lazy.Answer") -> UsageError:
    """Return why no one place was meant, with those that may have been."""
    if not reply.candidates:
        return UsageError(reply.note or f"No place is called {reply.query!r}.", "Try python -m bot trend MA.")
    recorded = [place for place in reply.candidates if place.geoid in reply.with_data]
    names = "; ".join(lazy.typed_place(place) for place in (recorded or reply.candidates)[: lazy.MOST])
    return UsageError(f"{reply.query!r} is no one place.", f"Say which: {names}.")


@app.command()
def errata(context: typer.Context) -> int:
    """Print what publishers took back of their earlier issues, in the order in which it was read."""
    call: CliContext = context.obj
    with call.opened() as check_context, lazy.reading(check_context.engine) as session:
        found = lazy.all_errata(session)
        marked = lazy.marked_rows(session, [erratum.number for erratum in found])
        rows = [lazy.as_json(lazy.erratum_json(erratum, marked.get(erratum.number, 0))) for erratum in found]
    zone = call.settings.newsroom.zone
    return call.show(rows, lazy.errata_text(rows, check_context.sources, zone))


@app.command()
def leads(context: typer.Context) -> int:
    """Print what scouts found: announcements that may be new lists, oldest first."""
    head = ("scout", "published", "title", "words", "address")
    none_yet = "No announcement was found yet. Scouts are set as [[scouts]] in config.toml."
    return list_rows(
        context, lambda session, _: lazy.all_leads(session), partial(TextGrid, head, empty=none_yet)
    )


@app.command("told", hidden=True)
@app.command()
def alerted(context: typer.Context, change: Annotated[int, typer.Argument(metavar="CHANGE")]) -> int:
    """Print which channels were alerted of a change, and whether their message was corrected since."""
    head = ("team", "channel", "what", "sent", "ts", "edited", "replied")
    grid = partial(TextGrid, head, empty="No channel was alerted.")
    return list_rows(context, lambda session, _: lazy.told_of_change(session, change), grid)


app.add_typer(notes, name="notes")


@app.command()
def listings(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    context: typer.Context,
    source: SourceName,
    edition: EditionNumber = None,
    reading: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="As the first reader read it (1), or a later one.")
    ] = None,
    standing: Annotated[
        bool, typer.Option("--standing", help="What held after it: also rows that it doesn't print, and why.")
    ] = False,
    form: Annotated[
        ListingFormat | None, typer.Option("--format", help="By default a table for people.")
    ] = None,
) -> int:
    """Print every row of an edition, exactly as it was printed, in its order."""
    call: CliContext = context.obj
    if standing and reading:
        raise UsageError("--standing is of the newest reading.", "Leave --reading out.")
    with call.opened() as check_context, lazy.reading(check_context.engine) as session:
        chosen = lazy.edition_of(session, _recorded(source, session, check_context), edition)
        if standing:
            rows = [lazy.standing_json(fact) for fact in lazy.standing_of(session, chosen)]
        else:
            rows = [lazy.listing_json(fact) for fact in lazy.listings_of(session, chosen, reading)]
    if form is ListingFormat.CSV:
        typer.echo(lazy.listings_csv(rows), nl=False)
        return EXIT_DONE
    as_json = call.json or form is ListingFormat.JSON
    return replace(call, json=as_json).show(rows, lazy.listings_text(rows))


@app.command()
def changes(context: typer.Context, source: SourceName, edition: EditionNumber = None) -> int:
    """Print what an edition changed."""
    call: CliContext = context.obj
    with call.opened() as check_context, lazy.reading(check_context.engine) as session:
        changes = lazy.changes_of(
            session, lazy.edition_of(session, _recorded(source, session, check_context), edition)
        )
        zone = call.settings.newsroom.zone
        rows = [lazy.as_json(lazy.change_json(change, zone)) for change in changes]
        return call.show(rows, lazy.changes_text(rows, check_context.sources))


@app.command()
def editions(
    context: typer.Context, source: Annotated[str | None, typer.Argument(metavar="[SOURCE]")] = None
) -> int:
    """Print the editions of a source, or of all, oldest first."""

    def read(session: "lazy.Session", check_context: "lazy.CheckContext") -> Iterable[object]:
        return lazy.editions_of(session, _recorded(source, session, check_context) if source else "")

    head = ("edition", "source", "status", "published", "observed", "period", "rows")
    none_yet = "No edition was read yet. python -m bot check reads the lists."
    return list_rows(context, read, partial(TextGrid, head, empty=none_yet))


app.command()(sources)


@review.command("list")
def review_list(context: typer.Context) -> int:
    """Print the versions that need review."""
    head = ("edition", "source", "observed", "rows", "reasons", "address")
    grid = partial(TextGrid, head, empty="Nothing needs review.")
    return list_rows(context, lambda _, check_context: lazy.pending(check_context.engine), grid)


@review.command()
def accept(context: typer.Context, number: HeldEdition) -> int:
    """Publish a version that needs review."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        return call.reported([lazy.accept(number, check_context, BY)], check_context.sources)


@review.command()
def reject(context: typer.Context, number: HeldEdition) -> int:
    """Set a version aside for good; the file is kept."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        report = lazy.reject(number, check_context, BY)
    title = lazy.list_named(report.source, check_context.sources)
    return call.show([asdict(report)], [f"{title}: set aside; the file is kept."])


@app.command()
def subscriptions(
    context: typer.Context,
    log: Annotated[bool, typer.Option("--log", help="Who changed what, oldest first, instead.")] = False,
    end: Annotated[
        str, typer.Option(metavar="CHANNEL", help="End all subscriptions of a channel, by Slack's id of it.")
    ] = "",
) -> int:
    """Print which channel gets alerts on what, private ones too; or who changed what; or end a channel's."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        desk = lazy.desk_of(check_context)
        if end:
            ended = lazy.end_all(desk, end, BY)
            return call.show(map(lazy.as_json, ended), lazy.ended_text(ended, end, desk))
        with lazy.reading(check_context.engine) as session:
            if log:
                entries = lazy.audit_log(session)
                return call.show(map(lazy.as_json, entries), lazy.log_text(entries, desk))
            wishes = lazy.all_subscriptions(session)
            return call.show(map(lazy.as_json, wishes), lazy.subscriptions_text(wishes, desk))


@app.command()
def migrate(context: typer.Context) -> int:
    """Make the tables in an empty database, and fill it with the bundled history."""
    call: CliContext = context.obj
    with call.opened():
        return call.show([{"database": "current"}], ["The database has this version's tables."])


@app.command()
def manifest(context: typer.Context) -> int:
    """Print the app manifest to create the Slack app from."""
    call: CliContext = context.obj
    app_manifest = lazy.manifest_of(call.settings)
    return call.show([app_manifest], [dumps(app_manifest, ensure_ascii=False, indent=2)])


@app.command()
def doctor(context: typer.Context) -> int:
    """Look for what is wrong or will go wrong, and say what to do."""
    call: CliContext = context.obj
    try:
        with call.opened() as desk:
            findings = lazy.examine(desk.engine, desk.settings, desk.sources, desk.clock())
            on_sqlite = desk.engine.dialect.name == "sqlite"
            findings += lazy.examine_machine(on_sqlite=on_sqlite, offline=desk.parser.offline())
    except StoreError as error:
        findings = [lazy.fail("database", str(error))]
    sentences = (f"{finding.level.value:4}  {finding.check}: {finding.sentence}" for finding in findings)
    call.show(map(asdict, findings), sentences)
    return EXIT_FAILED if any(finding.level is lazy.Level.FAIL for finding in findings) else EXIT_DONE


def _recorded(name: str, session: "lazy.Session", check_context: "lazy.CheckContext") -> str:
    """Return the name of a source that is watched, or has editions from when it was."""
    return known(name, {*check_context.sources, *lazy.recorded_sources(session)})


for group in (app, review, notes):
    for each in group.registered_commands:
        each.epilog = "Of every verb: --config FILE, --json and --verbose; see python -m bot --help."
