"""ICE's records of single detainers, released by the Deportation Data Project: the refusals in them.

Citation: government data provided by ICE in response to FOIA requests, processed by the Deportation
Data Project (https://deportationdata.org/data/ice.html); its programs name the columns and their
renames (https://github.com/deportationdata/ice).

History:
    2025-07: an XLSX of ICE as it came, 316,000 rows from September 2023 on, 100 MB.
    2025-08: processed, as `detainers-latest` in several formats.
    2026-03-11: ICE's files of each fiscal year, "Redacted", six rows above the header; one of the
        day of birth, the facility's code and the identifier goes or comes with each release.
    2026: `detainers-latest` as Parquet alone; both rows of a pair are marked as likely duplicates
        (`duplicate_likely`), one of them as the one to drop (`duplicate_drop_row`).

Examples: `tests/examples/ddp_detainers`.
"""

from datetime import timedelta

from models.domain import Limits, ListNames, Reader, Source, SourceKind

SOURCE = Source(
    name="ddp_detainers",
    kind=SourceKind.EVENT,
    publisher="U.S. Immigration and Customs Enforcement, by the Deportation Data Project",
    short="ICE via DDP",
    title="ICE detainer records (Deportation Data Project)",
    names=ListNames(
        text="ICE records (Deportation Data Project)",
        again="ICE records",
        headline="ICE records",
        label="ICE/DDP",
        publisher="ICE records",
        full="the Deportation Data Project",
        sentence=(
            "records from U.S. Immigration and Customs Enforcement, released by the Deportation Data Project"
        ),
    ),
    address="https://deportationdata.org/data/ice.html",
    every=timedelta(hours=6),
    caveat=(
        "ICE's own records, made anonymous by ICE and released by the Deportation Data Project; days are "
        "those of issue. Old records change from release to release, and one without a lift reason may "
        "be of a person still in custody: it is not counted as honored."
    ),
    floor=3,
    parse=Reader("jobs.sources.ddp_detainers.reader:parse"),
    links=Reader("jobs.sources.ddp_detainers.reader:links"),
    cumulative=True,
    limits=Limits(megabytes=300, download_seconds=900, reading_seconds=900),
)
