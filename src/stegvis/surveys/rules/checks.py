"""What a questionnaire must fulfil before anybody is asked with it: all problems, as sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.core.codes import RESPONDENT
from stegvis.surveys.rules.questionnaire import (
    CODED,
    EASY,
    WITH_OPTIONS,
    Asked,
    Item,
    Kind,
    Questionnaire,
    Text,
    words_of,
)
from stegvis.surveys.rules.readability import EASIEST, lix

CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")
NAME = re.compile(r"[a-z0-9åäöéü][a-z0-9åäöéü_-]{0,79}")  # as core.models.slug_like
VALUE = re.compile(r"[A-Za-z0-9_.-]{1,60}")  # no blank, no colon: they separate answers
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?")
MOST_STEPS = 11
CAN_BE_ASKED_OF = CODED - {Kind.SPLIT}


@dataclass(frozen=True)
class Problem:
    """A sentence on what to change, and the code of the item it is about, if it is about one.

    A `warning` can be left as it is.
    """

    message: str
    item: str = ""
    warning: bool = False


def problems(form: Questionnaire) -> tuple[Problem, ...]:
    """Everything that must be changed first; empty when people can be asked with the form."""
    return (
        *_form(form),
        *_repeated(form),
        *(each for item in form.items for each in _item(form, item)),
        *_conditions(form),
        *_texts(form),
    )


def warnings(form: Questionnaire) -> tuple[Problem, ...]:
    """What ought to be looked at again: easy Swedish that is not easy, questions over the limit."""
    return tuple(_hard(form))


def _form(form: Questionnaire) -> Iterator[Problem]:
    if not NAME.fullmatch(form.code):
        # Translators: «%(code)s» kan inte vara enkätens kod. Använd små bokstäver, siffror och
        # bindestreck, till exempel halsa-2026.
        message = _(
            "“%(code)s” cannot be the code of the form. "
            "Use small letters, digits and hyphens, for example halsa-2026."
        )
        yield Problem(message % {"code": form.code})
    if not 1 <= len(form.version) <= 20:
        # Translators: «Versionen «%(version)s» ska ha 1–20 tecken, till exempel 1 eller 2026.»
        message = _("The version “%(version)s” must have 1–20 characters, for example 1 or 2026.")
        yield Problem(message % {"version": form.version})
    if not form.title:
        # Translators: «Enkäten saknar rubrik.»
        yield Problem(_("The form has no title."))
    if not form.items:
        # Translators: «Enkäten har ingen fråga.»
        yield Problem(_("The form has no question."))
    if form.items and not all(section.items for section in form.sections):
        # Translators: «Ett avsnitt har ingen fråga. Ta bort det eller flytta dit en fråga.»
        yield Problem(_("A section has no question. Take it away or move a question there."))
    if form.respondent not in RESPONDENT:
        # Translators: «Ingen svarar som «%(respondent)s». Välj ett av: %(listed)s.»
        message = _("Nobody answers as “%(respondent)s”. Choose one of: %(listed)s.")
        listed = ", ".join(code.code for code in RESPONDENT)
        yield Problem(message % {"respondent": form.respondent, "listed": listed})


def _repeated(form: Questionnaire) -> Iterator[Problem]:
    for code, times in Counter(item.code for item in form.items).items():
        if times > 1:
            # Translators: «%(times)s frågor har koden «%(code)s». Ge var och en sin egen.»
            message = _("%(times)s questions have the code “%(code)s”. Give each its own.")
            yield Problem(message % {"times": times, "code": code}, code)


def _item(form: Questionnaire, item: Item) -> Iterator[Problem]:
    """Problems of one item by itself."""
    if not CODE.fullmatch(item.code):
        # Translators: «%(code)s» kan inte vara en frågas kod. Börja med en liten bokstav a–z;
        # använd sedan a–z, siffror och understreck.
        message = _(
            "“%(code)s” cannot be the code of a question. "
            "Begin with a small letter a–z; then use a–z, digits and underscores."
        )
        yield Problem(message % {"code": item.code}, item.code)
    if item.kind is Kind.TEXT and not form.linked:
        # Translators: «Frågan %(code)s har fritext. I en enkät utan koppling får ingen
        # fritext finnas: den kan peka ut den som svarar.»
        message = _(
            "The question %(code)s has free text. An unlinked form has none: "
            "it can point out who answered."
        )
        yield Problem(message % {"code": item.code}, item.code)
    if item.better not in (-1, 0, 1):
        # Translators: «Fråga %(code)s: «better» är 1, 0 eller -1, inte %(value)s.»
        message = _("Question %(code)s: “better” is 1, 0 or -1, not %(value)s.")
        yield Problem(message % {"code": item.code, "value": item.better}, item.code)
    yield from _options(item)
    yield from _bounds(item)
    yield from _positive(item)


def _options(item: Item) -> Iterator[Problem]:
    if item.kind in WITH_OPTIONS and len(item.options) < 2:
        # Translators: «Fråga %(code)s har %(count)s svarsalternativ; den behöver minst två.»
        message = _("Question %(code)s has %(count)s options; it needs at least two.")
        yield Problem(message % {"code": item.code, "count": len(item.options)}, item.code)
    if item.kind not in WITH_OPTIONS and item.options:
        # Translators: «Fråga %(code)s har svarsalternativ, men besvaras inte genom att välja.»
        message = _("Question %(code)s has options, but is not answered by choosing.")
        yield Problem(message % {"code": item.code}, item.code)
    for value, times in Counter(option.value for option in item.options).items():
        named = {"code": item.code, "value": value}
        if times > 1:
            # Translators: «Fråga %(code)s har svaret «%(value)s» mer än en gång.»
            message = _("Question %(code)s has the answer “%(value)s” more than once.")
            yield Problem(message % named, item.code)
        if not VALUE.fullmatch(value):
            # Translators: «Fråga %(code)s: svarets kod «%(value)s» ska bestå av a–z, siffror,
            # punkt, streck och understreck.»
            message = _(
                "Question %(code)s: the answer's code “%(value)s” must be made of a–z, digits, "
                "points, hyphens and underscores."
            )
            yield Problem(message % named, item.code)


def _bounds(item: Item) -> Iterator[Problem]:
    named = {"code": item.code, "lowest": item.lowest, "highest": item.highest}
    if item.kind in (Kind.SCALE, Kind.NUMBER) and item.lowest >= item.highest:
        # Translators: «Fråga %(code)s går från %(lowest)s till %(highest)s. Det högsta ska vara
        # större än det lägsta.»
        message = _(
            "Question %(code)s goes from %(lowest)s to %(highest)s. "
            "The highest must be above the lowest."
        )
        yield Problem(message % named, item.code)
    elif item.kind is Kind.SCALE and item.highest - item.lowest >= MOST_STEPS:
        # Translators: «Fråga %(code)s har en skala från %(lowest)s till %(highest)s. Högst
        # %(most)s steg går att välja bland.»
        message = _(
            "Question %(code)s has a scale from %(lowest)s to %(highest)s. "
            "No more than %(most)s steps can be chosen among."
        )
        yield Problem(message % (named | {"most": MOST_STEPS}), item.code)


def _positive(item: Item) -> Iterator[Problem]:
    for value in item.positive:
        if not can_be_answered(item, value):
            # Translators: «Fråga %(code)s räknar «%(value)s» som positivt, men så kan ingen svara.»
            message = _("Question %(code)s counts “%(value)s” as positive, but nobody can say so.")
            yield Problem(message % {"code": item.code, "value": value}, item.code)


def can_be_answered(item: Item, value: str) -> bool:
    """Whether `value` is one of the coded answers to `item`."""
    if item.kind is Kind.NUMBER:
        return bool(re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", value)) and (
            item.lowest <= float(value) <= item.highest
        )
    return item.kind in CODED and value in item.values


def _conditions(form: Questionnaire) -> Iterator[Problem]:
    before: dict[str, Item] = {}
    codes = {item.code for item in form.items}
    for item in form.items:
        if item.only_if is not None:
            yield from _condition(item, item.only_if, before, codes)
        before.setdefault(item.code, item)


def _condition(
    item: Item, condition: Asked, before: dict[str, Item], codes: Iterable[str]
) -> Iterator[Problem]:
    named = {"code": item.code, "other": condition.item}
    asked = before.get(condition.item)
    if asked is None and condition.item in codes:
        # Translators: «Fråga %(code)s beror på svaret på %(other)s, som inte har ställts ännu.
        # Flytta den efter.»
        message = _(
            "Question %(code)s depends on the answer to %(other)s, which has not been asked yet. "
            "Move it after."
        )
        yield Problem(message % named, item.code)
    elif asked is None:
        # Translators: «Fråga %(code)s beror på frågan «%(other)s», som inte finns.»
        message = _("Question %(code)s depends on the question “%(other)s”, which does not exist.")
        yield Problem(message % named, item.code)
    elif asked.kind not in CAN_BE_ASKED_OF:
        # Translators: «Fråga %(code)s kan inte bero på %(other)s, som besvaras med fritext eller
        # andelar.»
        message = _(
            "Question %(code)s cannot depend on %(other)s, "
            "which is answered in free text or shares."
        )
        yield Problem(message % named, item.code)
    else:
        yield from _values(item, condition, asked)


def _values(item: Item, condition: Asked, asked: Item) -> Iterator[Problem]:
    if not condition.values:
        # Translators: «Fråga %(code)s ställs aldrig: villkoret på %(other)s har inget svar.»
        message = _("Question %(code)s is never asked: its condition on %(other)s has no answer.")
        yield Problem(message % {"code": item.code, "other": asked.code}, item.code)
    for value in condition.values:
        if not can_be_answered(asked, value):
            # Translators: «Fråga %(code)s ställs om %(other)s besvaras med «%(value)s», men så kan
            # ingen svara.»
            message = _(
                "Question %(code)s is asked if %(other)s is answered with “%(value)s”, "
                "but nobody can say so."
            )
            named = {"code": item.code, "other": asked.code, "value": value}
            yield Problem(message % named, item.code)


def _texts(form: Questionnaire) -> Iterator[Problem]:
    """Each language of the title must say everything; no other language says anything."""
    for language in form.title:
        if not LANGUAGE.fullmatch(language):
            # Translators: «%(language)s» är inte koden för ett språk. Skriv till exempel sv, en,
            # ar eller sv-easy.
            message = _(
                "“%(language)s” is not the code of a language. "
                "Write for example sv, en, ar or sv-easy."
            )
            yield Problem(message % {"language": language})
    for text, item in _all(form):
        required = item is not None and any(text is each for each in words_of(item))
        if not text and not required:
            continue
        yield from _incomplete(form, text, item)


def _incomplete(form: Questionnaire, text: Text, item: Item | None) -> Iterator[Problem]:
    code = item.code if item else ""
    missing = [language for language in form.title if not text.get(language, "").strip()]
    if missing:
        where = code or next(iter(text.values()), "")[:40]
        # Translators: «Text saknas på %(languages)s: %(where)s.»
        message = _("A text is missing in %(languages)s: %(where)s.")
        yield Problem(message % {"languages": ", ".join(missing), "where": where}, code)
    if extra := [language for language in text if language not in form.title]:
        # Translators: «Rubriken saknas på %(languages)s, som andra texter har.»
        message = _("The title is missing in %(languages)s, which other texts have.")
        yield Problem(message % {"languages": ", ".join(extra)}, code)


def _all(form: Questionnaire) -> Iterator[tuple[Text, Item | None]]:
    """Every text of the form, with the item it belongs to."""
    yield from ((text, None) for text in (form.title, form.intro) if text is not None)
    for section in form.sections:
        yield from ((text, None) for text in (section.title, section.intro))
        for item in section.items:
            yield from ((text, item) for text in (*words_of(item), item.hint))
    yield form.closing, None


def easy_texts(form: Questionnaire) -> list[str]:
    """All that is said in easy Swedish."""
    return [text[EASY] for text, _item in _all(form) if text.get(EASY)]


def _hard(form: Questionnaire) -> Iterator[Problem]:
    whole = lix(easy_texts(form))
    if whole > EASIEST:
        # Translators: «Den lätta svenskan har LIX %(lix)s. Under %(limit)s är lätt: kortare ord,
        # kortare meningar.»
        message = _(
            "The easy Swedish has LIX %(lix)s. Up to %(limit)s is easy: "
            "shorter words, shorter sentences."
        )
        yield Problem(message % {"lix": whole, "limit": EASIEST}, warning=True)
    for item in form.items:
        found = lix([item.text.get(EASY, "")])
        if found > EASIEST:
            # Translators: «Fråga %(code)s har LIX %(lix)s på lätt svenska. Försök komma under
            # %(limit)s.»
            message = _("Question %(code)s has LIX %(lix)s in easy Swedish. Aim below %(limit)s.")
            named = {"code": item.code, "lix": found, "limit": EASIEST}
            yield Problem(message % named, item.code, warning=True)
