"""`import`: a file, or many of them in the order in which they stood, taken in."""

import mimetypes
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import lazy
from bot.cli.context import CliContext, DryRun, SourceName, day, known, moment
from bot.cli.output import LinePrinter, exit_code
from models.domain import Document
from models.errors import UsageError

FAR = timedelta(days=366)
"""Dates further ahead than this are typing mistakes; a list dated so would hold all later ones."""

DOCUMENTS = frozenset(
    (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".htm", ".html", ".pdf", ".json", ".geojson", ".parquet")
)
"""How the names of documents end, as publishers name them. What a folder holds beside them is skipped."""
_ARCHIVES = frozenset((".zip", ".gz", ".tgz", ".7z", ".rar", ".tar", ".bz2", ".xz"))
_HIDDEN = (".", "~$", "__MACOSX")

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", exists=True, help="Files, or a folder of them, in any order."),
]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says of a file, and wants to come of it.

    Attributes:
        url: Where it was published; empty where it isn't said.
        observed: As typed; None where it isn't said.
        alert: Channels and operators are told.
        dry_run: Nothing is written.
    """

    url: str = ""
    published: datetime | None = None
    observed: str | None = None
    alert: bool = False
    dry_run: bool = False


def import_(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    context: typer.Context,
    source: SourceName,
    files: Files,
    url: Annotated[str, typer.Option(help="Where it was published.")] = "",
    published: Annotated[
        datetime | None, typer.Option(parser=day, metavar="DATE", help="The publisher's date.")
    ] = None,
    observed: Annotated[
        str | None, typer.Option(metavar="DATETIME", help="When it was seen, ISO 8601; UTC unless it says.")
    ] = None,
    alert: Annotated[
        bool, typer.Option("--alert", help="Alert channels and operators, as of a fetched file.")
    ] = False,
    dry_run: DryRun = False,
) -> int:
    """Take in a file, or many in the order in which they stood; nobody is alerted without --alert.

    A file stands in the history of its list by --observed, else by the moment in its name
    (list-2026-05-14.xlsx), else by the date that it prints, else now. Run an import that was
    stopped again: it goes on where it was, and what is taken in already is only named.
    """
    call: CliContext = context.obj
    if len(files) == 1 and files[0].is_file():
        return _one(call, source, files[0], ImportOptions(url, published, observed, alert, dry_run))
    if url or published or observed:
        raise UsageError(
            "--url, --published and --observed are of one file.",
            "Let each file's name tell its day (list-2026-05-14.xlsx), or import them one by one.",
        )
    found = found_in(files)
    if not found.documents:
        skipped = " ".join(map(_skipped_text, found.skipped))
        raise UsageError(
            "There is no document among these files.",
            skipped or "Name files, or a folder of XLSX, CSV, TSV, HTML, PDF, JSON or Parquet files.",
        )
    with call.opened() as check_context:
        name = known(source, check_context.sources)
        if dry_run:
            return _rehearsed(call, name, check_context, found, alert=alert)
        return _many(call, name, check_context, found, alert=alert)


def _one(call: CliContext, source: str, file: Path, told: ImportOptions) -> int:
    """Take one file in, though it be known: perhaps its list says again what it said before."""
    if told.observed:
        moment(told.observed)
    if told.url and not told.url.startswith(("https://", "http://")):
        raise UsageError(f"--url {told.url!r} is no web address.", "Give a full web address.")
    with call.opened() as check_context:
        document = _document(file, told, check_context.clock())
        name = known(source, check_context.sources)
        if told.dry_run:
            runs = lazy.rehearse_document(document, name, check_context, alert=told.alert)
            return call.rehearsed(runs, check_context.sources)
        reports = lazy.take_in(document, name, check_context, alert=told.alert)
        return call.reported(reports, check_context.sources)


def _document(file: Path, told: ImportOptions, now: datetime) -> Document:
    """Read a file as a document.

    Raises:
        UsageError: It is said to be of a day that has not come, or can't be read.
    """
    when = moment(told.observed) if told.observed else None
    if when and when > now:
        raise UsageError(
            f"--observed lies ahead: it is {now:%Y-%m-%dT%H:%MZ} now.", "Say when the file was seen."
        )
    if told.published and told.published > now + FAR:
        raise UsageError("--published lies years ahead.", "Give the day as it was.")
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}.", "See who may read it.") from error
    return Document(
        body,
        told.url or file.resolve().as_uri(),
        when or now,
        mimetypes.guess_type(file.name)[0] or "",
        published=told.published.date() if told.published else None,
        seen=when is not None,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The documents among files and folders, and what folders hold beside them."""

    documents: Sequence[Path]
    skipped: Sequence[Path] = ()


def found_in(paths: Iterable[Path]) -> Found:
    """Return the documents among paths: a file that is named is one, of a folder's what is named like one.

    Folders within a folder are looked through too; what is hidden, or open in an office program, is no
    document.
    """
    documents: list[Path] = []
    skipped: list[Path] = []
    for path in paths:
        if not path.is_dir():
            documents.append(path)
            continue
        for each in sorted(path.rglob("*")):
            if not each.is_dir():
                (documents if _is_document(each, path) else skipped).append(each)
    return Found(documents, skipped)


def _is_document(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    hidden = any(part.startswith(_HIDDEN) for part in parts)
    readme = file.stem.lower() == "readme"
    return not hidden and not readme and file.suffix.lower() in DOCUMENTS


def _many(
    call: CliContext, name: str, check_context: "lazy.CheckContext", found: Found, *, alert: bool
) -> int:
    """Take many files in, a line each as it is done; then, for people, what became of them all."""
    counts: Counter[str] = Counter()
    statuses: set[str] = set()
    files = lazy.take_in_files(found.documents, name, check_context, alert=alert)
    with LinePrinter(len(found.documents), as_json=call.json) as printer, closing(files):
        for path in found.skipped:
            report = lazy.CheckReport(name, "skipped", reasons=(_why_skipped(path),))
            printer.show({"file": str(path), **asdict(report)}, _skipped_text(path))
        for taken in files:
            for report in taken.reports:
                line = f"{taken.path.name}: {lazy.report_text(report, check_context.sources)}"
                printer.show({"file": str(taken.path), **asdict(report)}, line)
            statuses.update(report.status for report in taken.reports)
            counts[taken.reports[-1].status] += 1
            printer.advance()
    if not call.json:
        typer.echo(_summary(counts, len(found.skipped)))
    return exit_code(statuses)


def _rehearsed(
    call: CliContext, name: str, check_context: "lazy.CheckContext", found: Found, *, alert: bool
) -> int:
    """Say of each file what would become of it, compared with what stands before it now."""
    documents = (_document(file, ImportOptions(), check_context.clock()) for file in found.documents)
    each = (lazy.rehearse_document(document, name, check_context, alert=alert) for document in documents)
    return call.rehearsed(list(chain.from_iterable(each)), check_context.sources)


def _why_skipped(file: Path) -> str:
    if file.suffix.lower() in _ARCHIVES:
        return "It is an archive: unpack it, and import what is in it."
    if file.name.startswith(_HIDDEN):
        return "It is hidden, or open in an office program; name the file itself to import it all the same."
    return "It is no kind of document that lists come in; name the file itself to import it all the same."


def _skipped_text(file: Path) -> str:
    return f"{file.name}: skipped. {_why_skipped(file)}"


def _summary(counts: Counter[str], skipped: int) -> str:
    total = counts.total()
    said = [f"{number:,} {status}" for status, number in counts.most_common()]
    said += [f"{skipped:,} skipped"] if skipped else []
    return f"{total:,} {'file' if total == 1 else 'files'}: {', '.join(said)}."
