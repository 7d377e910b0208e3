"""All rules, and what reading some messages by them came to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tests.support.oracle.past import BundledPast, the_past
from tests.support.reader import days_said, facts_said, figures, rows_said, wording
from tests.support.reader.sheet import ReadMessage

Rule = Callable[[ReadMessage, BundledPast], Iterator[tuple[str, str]]]

RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        facts_said.one_breath,
        facts_said.each_standing,
        figures.each_count,
        figures.places_counted,
        wording.each_number_with_unit_and_period,
        wording.each_place_with_its_state,
        wording.dates_as_printed,
        days_said.each_days_event,
        facts_said.present_only_if_seen,
        facts_said.no_list_before_its_time,
        rows_said.notifies_of_its_headline,
        rows_said.rows_add_up,
        wording.closes_with_its_caveat,
        wording.leads_to_evidence,
        wording.within_its_length,
        wording.no_word_of_the_desks_own,
    )
}


@dataclass
class Findings:
    """What was read.

    Attributes:
        checked: How many sentences, rows or messages each rule read.
        faults: Rule, message, what it read, and what is wrong with that.
    """

    checked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RULES, 0))
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)

    def caught_by(self) -> set[str]:
        """Return the rules that found a fault."""
        return {rule for rule, *_ in self.faults}


def read(sheets: Iterable[ReadMessage], reading: Findings | None = None) -> Findings:
    """Read some messages by all rules."""
    reading = reading or Findings()
    for sheet in sheets:
        for name, rule in RULES.items():
            for words, fault in rule(sheet, the_past()):
                reading.checked[name] += 1
                if fault:
                    reading.faults.append((name, sheet.where, words, fault))
    return reading
