"""One of each picture, with figures of the bundled history and words of the style sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from bot.pictures import (
    AreaMap,
    Bar,
    Bars,
    CountyCount,
    CountyCounts,
    Event,
    Frame,
    Layer,
    LengthStep,
    ListLength,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    Noun,
    Picture,
    Said,
    Spot,
    SpotStanding,
    Theme,
    Timeline,
    draw_bars,
    draw_map,
    draw_matrix,
    draw_steps,
    draw_timeline,
)
from models.domain import PlaceKind
from models.places import load_gazetteer

GOLDEN = Path(__file__).parents[2] / "bot" / "pictures" / "golden"
_DOJ = "the Justice Department's list, last seen Oct. 31, 2025"
_MA_COUNTIES = (
    "Barnstable, Berkshire, Bristol, Dukes, Essex, Franklin, Hampshire, Middlesex, Nantucket, Norfolk,"
    " Plymouth, Suffolk, Worcester"
)
_MA_CITIES = (
    "Amherst, Boston, Cambridge, Chelsea, Concord, Holyoke, Lawrence, Newton, Northampton, Orleans,"
    " Somerville, Springfield"
)
_DOJ_STATES = (
    "California, Colorado, Connecticut, Delaware, Illinois, Minnesota, New York, Oregon, Rhode Island,"
    " Vermont, Washington"
)
_DOJ_PLACES = (
    "Cook County IL, San Diego County CA, San Francisco County CA, Albuquerque NM, Berkeley CA, Boston MA,"
    " Chicago IL, Denver CO, East Lansing MI, Hoboken NJ, Jersey City NJ, Los Angeles CA, New Orleans LA,"
    " New York City NY, Newark NJ, Paterson NJ, Philadelphia PA, Portland OR, Rochester NY, Seattle WA"
)
_TEXAS = {
    "Travis": 68, "Bexar": 13, "Cameron": 5, "Kerr": 5, "Hidalgo": 3, "Collin": 3, "Bastrop": 3, "Reeves": 2,
    "Taylor": 2, "Webb": 2, "King": 2, "Williamson": 2, "Comal": 1, "Carson": 1, "Denton": 1, "Kaufman": 1,
    "Lamar": 1, "Potter": 1, "Frio": 1, "Moore": 1, "Fort Bend": 1, "Harris": 1, "Hill": 1, "Ochiltree": 1,
    "San Jacinto": 1, "Hansford": 1, "San Saba": 1, "Brazoria": 1, "Galveston": 1,
}  # fmt: skip
_MASSACHUSETTS = {"Suffolk": 7, "Essex": 7, "Middlesex": 6, "Worcester": 3, "Hampden": 2, "Dukes": 2}


def spot(name: str, state: str, note: str = "") -> Spot:
    """Return a place of the gazetteer as a map takes it."""
    (place,) = load_gazetteer().resolve(name, state or None, PlaceKind.STATE if not state else None).places
    nouns = {PlaceKind.STATE: Noun.STATE, PlaceKind.COUNTY: Noun.COUNTY}
    noun = nouns.get(place.kind, Noun.CITY) if name.endswith("County") or len(place.geoid) == 2 else Noun.CITY
    return Spot(place.geoid, name, noun, note)


def _counted(state: str, numbers: Mapping[str, int]) -> tuple[CountyCount, ...]:
    return tuple(
        CountyCount(spot(f"{name} County", state).geoid, f"{name} County", number)
        for name, number in numbers.items()
    )


def massachusetts() -> AreaMap:
    """A state with a list in force, one taken down, and a few refusals."""
    counties = [spot(f"{name} County", "MA") for name in _MA_COUNTIES.split(", ")]
    cities = [spot(name, "MA") for name in _MA_CITIES.split(", ")]
    return AreaMap(
        Frame(
            "Boston is the only Massachusetts place on the Justice Dept. list",
            "The DHS list of May 29, 2025, since taken down, named the state, 13 of its 14 counties and 12"
            " cities and towns.",
            "Sources: Justice Department's list, published Aug. 5, 2025, last seen Oct. 31, 2025; DHS list,"
            " taken down June 2, 2025; NPR's count of ICE records, 2008 to 2015.",
            "detainers-map-ma-2025-10-31",
            ("28 refusals (totals only); 1 placed in no county. Circles are county totals.",),
        ),
        "25",
        "Massachusetts",
        (
            Layer(SpotStanding.LISTED, (spot("Boston", "MA"),), "on the Justice Dept. list", f"on {_DOJ}"),
            Layer(
                SpotStanding.DOWN,
                (*counties, *cities),
                "on the DHS list, since taken down",
                "were on the DHS list, since taken down",
            ),
        ),
        CountyCounts(
            _counted("MA", _MASSACHUSETTS),
            "Refusals for 2008 to 2015",
            "Refusals (totals only) for 2008 to 2015, NPR's count",
            1,
        ),
    )


def texas() -> AreaMap:
    """A state with refusals alone, and many of them."""
    return AreaMap(
        Frame(
            "Nearly half of Texas' 142 refusals before 2016 came from Travis County",
            "Detainers declined (totals only) for 2009 to 2015. Our copies of the two 2025 lists name no"
            " Texas place.",
            "Sources: NPR's count of ICE records for 2009 to 2015 (copied Nov. 24, 2026); ICE's weekly report"
            " for Jan. 28 to Feb. 3, 2017, with its correction of April 13, 2017.",
            "detainers-map-tx-2025-10-31",
            (
                "ICE's report for Jan. 28 to Feb. 3, 2017, counted 142 in Travis County. Don't add these up.",
                "15 of the 142 are placed in no county.",
            ),
        ),
        "48",
        "Texas",
        (),
        CountyCounts(
            _counted("TX", _TEXAS),
            "Refusals for 2009 to 2015; area by number. Smallest dots: 1",
            "Refusals (totals only) for 2009 to 2015, NPR's count",
            15,
        ),
        "None on file",
    )


def country() -> AreaMap:
    """A whole list on the country."""
    states = tuple(spot(name, "") for name in _DOJ_STATES.split(", "))
    places = tuple(spot(name[:-3], name[-2:]) for name in _DOJ_PLACES.split(", "))
    return AreaMap(
        Frame(
            "Justice Dept. list is down to 33 after Nevada and Baltimore County came off",
            "11 states, the District of Columbia, 3 counties and 18 cities were on the list of “sanctuary"
            " jurisdictions” on Oct. 31, 2025.",
            "Source: Justice Department's list, published Aug. 5, 2025; last seen Oct. 31, 2025.",
            "detainers-map-us-doj-2025-10-31",
        ),
        "",
        "the United States",
        (
            Layer(
                SpotStanding.LISTED,
                (*states, Spot("11", "D.C.", Noun.CITY), *places),
                "on the list",
                f"on {_DOJ}",
            ),
            Layer(
                SpotStanding.OFF,
                (
                    spot("Nevada", "", "off Sept. 26"),
                    Spot("24005", "Baltimore County, Md.", Noun.COUNTY, "off Oct. 31"),
                ),
                "off the list",
                "off the list",
            ),
        ),
        plain="Not on the list",
    )


def california() -> Bars:
    """Bars, two of them of years that aren't whole."""
    numbers = (2, 13, 9, 20, 157, 389, 789, 6435, 1199)
    return Bars(
        Frame(
            "California declined 6,435 ICE detainers in 2014, eight times as many as in 2013",
            "Detainers declined (totals only) in each calendar year.",
            "Source: NPR's count of ICE records (copied Nov. 24, 2026), no longer kept up.",
            "detainers-trend-ca-2015-12-31",
            ("* Partial years: the records begin in October 2007 and end within fiscal year 2015.",),
        ),
        "refusals in California (totals only), NPR's count",
        tuple(
            Bar(str(year), number, partial=year in {2007, 2015})
            for year, number in enumerate(numbers, start=2007)
        ),
    )


def doj_length() -> ListLength:
    """A list's length."""
    return ListLength(
        Frame(
            "Two places have come off the Justice Dept. list of 35 since August 2025",
            "Jurisdictions on the list of “sanctuary jurisdictions,” by date.",
            "Source: Justice Department's list, published Aug. 5, 2025; last seen Oct. 31, 2025. A later"
            " change is not in this picture.",
            "detainers-length-doj-2025-10-31",
        ),
        "jurisdictions on the Justice Department's list",
        (
            LengthStep(date(2025, 8, 5), 35, "Aug. 5, 2025", "Published", "35 on Aug. 5, 2025 (published)"),
            LengthStep(date(2025, 9, 26), 34, "Sept. 26", "Nevada off", "34 on Sept. 26, 2025 (Nevada off)"),
            LengthStep(
                date(2025, 10, 31),
                33,
                "Oct. 31",
                "Baltimore County, Md., off",
                "33 on Oct. 31, 2025 (Baltimore County, Md., off)",
            ),
        ),
        date(2025, 11, 3),
    )


def dhs_timeline() -> Timeline:
    """A list that went up and down."""
    return Timeline(
        Frame(
            "DHS list went up twice, came down twice and was cut twice, all in five days",
            "When the list of May 29, 2025, could be seen on the department's site.",
            "Sources: copies of the page and news reports, cited by row in the CSV. Times of day are"
            " approximate. Not seen since June 2, 2025. Our copy of the list is partial: 385 places.",
            "detainers-timeline-dhs-2025-06-03",
        ),
        "DHS list",
        (
            Event(date(2025, 5, 29), True, "Published", "published May 29, 2025", "evening"),
            Event(date(2025, 5, 29), True, "Watauga County, N.C., off", "1 off May 29", "the same night"),
            Event(date(2025, 5, 30), True, "3 Colo. places off", "3 off May 30", "by morning"),
            Event(date(2025, 6, 1), False, "Taken down", "taken down June 1"),
            Event(date(2025, 6, 2), True, "Back for some", "back June 2", "morning"),
            Event(date(2025, 6, 2), False, "Taken down again", "taken down June 2", "later that day"),
        ),
        date(2025, 6, 3),
        "On the site",
        "Taken down",
    )


def six_places() -> Matrix:
    """Lists by places."""
    policy, nothing = MatrixCell(Said.POLICY, "Policy"), MatrixCell(Said.NOTHING)
    county = MatrixCell(Said.NOTHING, note="Cook County 456")
    down, on = MatrixCell(Said.TAKEN_DOWN, "Was on, taken down"), MatrixCell(Said.ON, "On list")

    def refusals(number: int, note: str = "") -> MatrixCell:
        return MatrixCell(Said.COUNTED, "refusal" if number == 1 else "refusals", number, note)

    return Matrix(
        Frame(
            "What five lists say about six places",
            "Each publisher uses its own criteria, and they count different things. Don't add these up.",
            "Sources: ICE (2014, third-hand; 2017), NPR, DHS, Justice Department (last seen Oct. 31, 2025)."
            " Dash: not in our copy; our copies of ICE's and DHS's lists are partial.",
            "detainers-matrix-2025-10-31",
        ),
        (
            MatrixColumn("ICE 2014", "undated"),
            MatrixColumn("NPR", "2007 to 2015"),
            MatrixColumn("ICE report", "Jan. 28 to Feb. 3, 2017"),
            MatrixColumn("DHS", "May 29, 2025"),
            MatrixColumn("Justice Dept.", "Aug. 5, 2025"),
        ),
        (
            MatrixRow("Boston", "Mass.", (policy, refusals(1, "Suffolk County 6"), nothing, down, on)),
            MatrixRow(
                "Chicago",
                "Ill.",
                (policy, county, nothing, down, on),
            ),
            MatrixRow("New York City", "N.Y.", (policy, refusals(2763), nothing, down, on)),
            MatrixRow("Philadelphia", "Pa.", (policy, refusals(70, "its county 120"), nothing, down, on)),
            MatrixRow(
                "Baltimore County",
                "Md.",
                (nothing, refusals(28), nothing, down, MatrixCell(Said.OFF, "Off since Oct. 31")),
            ),
            MatrixRow("Travis County", "Texas", (policy, refusals(68), refusals(142), nothing, nothing)),
        ),
    )


SAMPLES: Mapping[str, Callable[[Theme], Picture]] = {
    "map-massachusetts": lambda theme: draw_map(massachusetts(), theme),
    "map-texas": lambda theme: draw_map(texas(), theme),
    "map-country": lambda theme: draw_map(country(), theme),
    "bars-california": lambda theme: draw_bars(california(), theme),
    "steps-doj": lambda theme: draw_steps(doj_length(), theme),
    "timeline-dhs": lambda theme: draw_timeline(dhs_timeline(), theme),
    "matrix-six-places": lambda theme: draw_matrix(six_places(), theme),
}
"""By name of their golden files."""
