"""Whose the letters of a form are, worked out before a text is read.

Most letters belong to one form, and there is nothing to decide. Where several forms have the same
letters, what they may mean together depends on nothing but the forms and on the spelling found; so
that is prepared once, when it is first asked for.
"""

from collections.abc import Sequence

from glossary.conditions import Conditions
from glossary.senses import SAME_SENTENCE, Option
from glossary.spelling import Form, Offer
from glossary.terms import Entry, Slot


class Tie:
    """Forms of the same letters, all of which may be read at one place.

    Answers as one `Form` does, for those of them that count: wordings of the other side give way to
    terms. `forms` are all of them, `entry` is the one of the first that counts.
    """

    __slots__ = (
        "_counting",
        "_default",
        "_offers",
        "_slots",
        "entry",
        "forms",
        "is_ambiguous",
        "role",
        "sense",
    )

    def __init__(self, forms: Sequence[Form]) -> None:
        counting = [form for form in forms if form.role == "term"] or forms
        first = counting[0]
        self.forms = tuple(forms)
        self.entry, self.role, self.sense = first.entry, first.role, first.sense
        self.is_ambiguous = first.is_ambiguous or any(
            form.entry is not first.entry for form in counting
        )
        self._counting = counting
        self._offers: dict[str, Offer] | None = None
        self._slots: dict[str, tuple[Slot, ...]] = {}

    def slots_of(self, entry: Entry) -> tuple[Slot, ...]:
        """The slots that the forms of one of the entries fill."""
        slots = self._slots.get(entry.id)
        if slots is None:
            slots = tuple(
                [slot for form in self._counting if form.entry is entry for slot in form.slots]
            )
            self._slots[entry.id] = slots
        return slots

    def offer(self, surface: str) -> Offer:
        """What a place with this spelling may mean. Entries that write it just so go first."""
        offers = self._offers
        if offers is None:
            self._default = _offer(self._counting)
            texts = {form.text for form in self._counting}
            offers = {
                text: _offer([form for form in self._counting if form.text == text])
                for text in texts
            }
            self._offers = offers  # last, since requests in other threads look for it
        return offers.get(surface, self._default)


def _offer(forms: Sequence[Form]) -> Offer:
    owners = {form.entry.id: form for form in forms}.values()
    if len(owners) == 1:
        return forms[0].offer("")
    options: list[Option] = []
    for form in owners:
        is_met = form.conditions and form.entry.need
        options += (
            [option._replace(points=SAME_SENTENCE) for option in form.options]
            if is_met
            else form.options
        )
    first = options[0].entry
    rivals = {option.entry.id: option.entry for option in options if option.entry is not first}
    return options, tuple(rivals.values())


Owner = tuple[tuple[object, ...] | None, str | None, bool, bool, Conditions | None, Form | Tie]
"""What is known of the forms with the same letters before a text is read:

* the end of a TermMatch, where it is always the same;
* the spelling that the next two are said of (None: of any);
* whether no other spelling fits;
* whether they may be read wherever spaces show that the place stands alone;
* or where besides that these conditions are met;
* the forms.

(A plain tuple: one with names is unpacked in three times the time, and there is one for every
candidate.)
"""

Hit = tuple[int, int, int]
"""Letters found: the number of their owner, where they start in the text, and 2 more than where
they end. (As the automaton tells it: its offsets are those of a haystack, with the spaces around.)
"""


def forms_in(owner: Owner) -> tuple[Form, ...]:
    return owner[-1].forms


def owner_of(forms: Sequence[Form]) -> Owner:
    """The owner of the letters that all of these forms have."""
    first = forms[0]
    written, is_only_spelling, is_sure = _spelling(forms)
    if len(forms) > 1:
        return None, written, is_only_spelling, is_sure, None, Tie(forms)
    always = None
    if first.role == "term" and not first.is_ambiguous and len(first.slots) == 1:
        always = (first.entry, first.slots[0], None, False, first.role, ())
    conditions = None if first.joints or first.exact else first.conditions
    return always, written, is_only_spelling, is_sure, conditions, first


def is_always_read(owner: Owner) -> bool:
    """Whether a term of the owner is read wherever one of another owner of its letters could be."""
    forms = forms_in(owner)
    return all(form.is_plain and form.role == "term" and not form.needs_context for form in forms)


def without_clashes(forms: Sequence[Form]) -> Sequence[Form]:
    """A plural that was made by rule gives way to a form that somebody wrote."""
    return [form for form in forms if not form.derived] or forms


def _spelling(forms: Sequence[Form]) -> tuple[str | None, bool, bool]:
    # Lists, where generators would take a tenth of the time of compiling a glossary.
    if all([form.is_plain for form in forms]):
        return None, False, True
    text = forms[0].text
    if any([form.text != text for form in forms]):
        return None, False, False
    if all([form.exact == ((0, text),) for form in forms]):
        return text, True, False
    is_sure = not any([form.exact or form.conditions for form in forms])
    return text if is_sure else None, False, is_sure
