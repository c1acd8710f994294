"""The referral as a web form in sections: everything of the paper form (seed 002, annex 1)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework import referral_pages as pages
from stegvis.casework.actions.consents import Evidence
from stegvis.casework.actions.referrals import Content
from stegvis.casework.choices import consents as consent_choices
from stegvis.casework.choices import outcomes
from stegvis.casework.choices import referrals as choices
from stegvis.casework.choices.consents import SECRECY
from stegvis.casework.forms.fields import with_blank
from stegvis.casework.forms.grouped import Group, Grouped
from stegvis.casework.forms.offers import BLANK, municipalities, site_label
from stegvis.casework.forms.plain import Plain
from stegvis.casework.models import Referral
from stegvis.casework.referral_pages import LABELS
from stegvis.core import clock, codes, identity_numbers
from stegvis.core.codes import CodeList
from stegvis.core.forms import (
    CodeField,
    CodesField,
    DateField,
    SharesField,
    WholeNumberField,
    offer,
)
from stegvis.interventions.models import Site
from stegvis.organisations.lists import lists_of
from stegvis.organisations.models import Association, Organisation

_TYPED = {"autocomplete": "off", "spellcheck": "false"}
# Columns of Referral as the form names them, and texts that are sealed.
FACTS = (
    *("protected", "gender", "birth_year", "municipality_code", "referrer", "self_referral"),
    *("situations", "support", "time_in_support", "at_af", "programmes", "contacts"),
    *("wanted_outcomes", "interpreter", "three_party", "signed_on"),
)
TEXTS = {
    **{name: name for name in ("first_name", "last_name", "number", "address", "phone", "email")},
    **{name: name for name in ("officer_phone", "situation", "purpose", "notes")},
    "contacts_text": "contacts",
}
PAPER_TEXTS = {"officer_name": "officer_name", "officer_email": "officer_email"}


def words(name: str, *, rows: int = 0, longest: int = 120, **attrs: str) -> forms.CharField:
    """A text that nobody but the reader of this referral sees."""
    given = {**_TYPED, **attrs}
    box = forms.Textarea({**given, "rows": str(rows)}) if rows else forms.TextInput(given)
    return forms.CharField(label=LABELS[name], required=False, max_length=longest, widget=box)


def one_of(name: str, found: CodeList, **kwargs: Any) -> CodeField:
    """One code of a list, or none yet."""
    return CodeField(label=LABELS[name], choices=with_blank(found), required=False, **kwargs)


def some_of(name: str, found: CodeList) -> CodesField:
    """Any of a list."""
    return CodesField(label=LABELS[name], choices=found.choices, required=False)


def _radio(name: str, found: CodeList, initial: str) -> CodeField:
    return CodeField(
        label=LABELS[name],
        choices=found.choices,
        required=False,
        initial=initial,
        when_empty=initial,
        widget=forms.RadioSelect,
    )


class NumberField(forms.CharField):
    """An identity number as people write it; gives the twelve characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40, widget=forms.TextInput({**_TYPED, "class": "input--date"}), **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        twelve = isinstance(value, str) and len(value) == identity_numbers.LENGTH
        return pages.written(value) if twelve else value

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text.strip():
            return ""
        try:
            return identity_numbers.parse(text, today=clock.today()).text
        except identity_numbers.NumberFault as fault:
            raise ValidationError(str(fault)) from None


class ProtectedField(forms.TypedChoiceField):
    """The first question of every referral."""

    def __init__(self) -> None:
        super().__init__(
            label=LABELS["protected"],
            # Translators: «Nej»
            choices=(("no", _("No")), ("yes", _("Yes"))),
            coerce=lambda value: value == "yes",
            initial="no",
            widget=forms.RadioSelect,
            # Translators: «Vid ja anges varken namn, nummer eller kontaktuppgifter. Insatsen
            # ringer er.»
            help_text=_(
                "If yes, neither name, number nor contact details are given. The intervention "
                "calls you."
            ),
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class Wished(Plain):
    """A form that asks for the wished intervention, and for the sender where there are several."""

    site = forms.ModelChoiceField(
        label=LABELS["site"],
        queryset=Site.objects.none(),
        empty_label="",
        # Translators: «Välj den insats ni önskar.»
        error_messages={"required": _("Choose the intervention you wish for.")},
    )
    sender = forms.ModelChoiceField(
        label=LABELS["sender"], queryset=Organisation.objects.none(), empty_label=""
    )

    def offer_places(self, sites: QuerySet[Site], senders: Iterable[Organisation]) -> None:
        """The sites and senders to choose from; a single sender is not asked for."""
        site = cast(forms.ModelChoiceField, self.fields["site"])
        site.queryset = sites.select_related("intervention").order_by(
            "intervention__name", "-is_default", "name"
        )
        site.label_from_instance = site_label  # type: ignore[method-assign, assignment]
        offered = list(senders)
        self.senders = offered
        if len(offered) == 1:
            del self.fields["sender"]
        else:
            ids = [one.pk for one in offered]
            cast(
                forms.ModelChoiceField, self.fields["sender"]
            ).queryset = Organisation.objects.filter(pk__in=ids).order_by("name")

    @property
    def chosen_sender(self) -> Organisation:
        chosen = self.cleaned_data.get("sender")
        return cast(Organisation, chosen or self.senders[0])


class NewForm(Wished):
    """Who and where to: asked first, so that an earlier referral is found before a new is made."""

    protected = ProtectedField()
    number = NumberField(
        label=LABELS["number"],
        required=False,
        # Translators: «Till exempel 19840301-2386. Vi söker bland dina tidigare remisser.»
        help_text=_("For example 19840301-2386. Your own earlier referrals are searched."),
    )
    # Ticked by the button that is offered when an earlier one has been found.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        sites: QuerySet[Site],
        senders: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_places(sites, senders)

    def clean(self) -> None:
        answers = self.cleaned_data
        if not answers.get("protected") and "number" in answers and not answers["number"]:
            # Translators: «Skriv personnummer eller samordningsnummer, till exempel
            # 19840301-2386.»
            message = _("Write the identity or coordination number, for example 19840301-2386.")
            self.add_error("number", message)

    def content(self) -> Content:
        """What the draft begins with."""
        answers = self.cleaned_data
        kind = self.chosen_sender.kind
        facts = {"protected": answers["protected"], "referrer": REFERRER_OF.get(kind, "")}
        number = "" if answers["protected"] else answers["number"]
        return Content(site=answers["site"], facts=facts, texts={"number": number})


# What an organisation of a kind refers as, where there is no doubt.
REFERRER_OF = {"fk": "fk", "af": "af"}


class ReferralForm(Wished, Grouped):
    """All that a referral says. Nothing but the intervention is needed to save a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    protected = ProtectedField()
    first_name = words("first_name", longest=80)
    last_name = words("last_name", longest=80)
    number = NumberField(label=LABELS["number"], required=False)
    gender = CodeField(
        label=LABELS["gender"],
        choices=codes.GENDER.choices,
        required=False,
        initial="unknown",
        when_empty="unknown",
    )
    birth_year = WholeNumberField(
        label=LABELS["birth_year"], required=False, example="1984", min_value=1900, max_value=2100
    )
    municipality_code = CodeField(label=LABELS["municipality_code"], required=False)
    phone = words("phone", longest=40, inputmode="tel")
    email = words("email", inputmode="email")
    address = words("address", rows=2, longest=400)
    officer_name = words("officer_name")
    officer_phone = words("officer_phone", longest=40, inputmode="tel")
    officer_email = words("officer_email", inputmode="email")
    referrer = one_of("referrer", codes.REFERRER)
    programmes = some_of("programmes", choices.PROGRAMME)
    self_referral = forms.BooleanField(label=LABELS["self_referral"], required=False)
    situations = some_of("situations", choices.SITUATION)
    situation = words("situation", rows=3, longest=4000)
    at_af = _radio("at_af", choices.YES_NO, "unknown")
    support = SharesField(
        label=LABELS["support"],
        choices=lambda: [choice for choice in codes.SUPPORT.choices() if choice[0] != "unknown"],
    )
    time_in_support = CodeField(
        label=LABELS["time_in_support"],
        choices=codes.TIME_IN_SUPPORT.choices,
        required=False,
        initial="unknown",
        when_empty="unknown",
    )
    contacts = some_of("contacts", choices.CONTACT)
    contacts_text = words("contacts_text", rows=2, longest=1000)
    interpreter = one_of("interpreter", choices.LANGUAGE)
    three_party = _radio("three_party", choices.THREE_PARTY, "no")
    wanted_outcomes = some_of("wanted_outcomes", outcomes.WANTED)
    purpose = words("purpose", rows=6, longest=8000)
    notes = words("notes", rows=3, longest=4000)
    signed_on = DateField(
        label=LABELS["signed_on"],
        required=False,
        # Translators: «Dagen då personen skrev under remissen och samtycket.»
        help_text=_("The day on which the person signed the referral and the consent."),
    )
    consent_how = one_of(
        "consent_how",
        consent_choices.HOW,
        # Translators: «Utan underskrift finns inget samtycke: ett kryss av någon annan räcker
        # inte.»
        help_text=_("Without a signature there is no consent: somebody else's tick is not enough."),
    )
    kept_at = one_of("kept_at", consent_choices.KEPT_AT)
    signature = words("signature", longest=80)
    valid_to = DateField(
        label=LABELS["valid_to"],
        required=False,
        # Translators: «Tomt: ett år från underskriften.»
        help_text=_("Empty: a year from the signature."),
    )

    groups = (
        # Translators: «Skyddade personuppgifter»
        Group(_("Protected identity"), ("protected",)),
        # Translators: «Insats och person»
        Group(
            _("Intervention and person"),
            (
                *("site", "sender", "first_name", "last_name", "number", "gender", "birth_year"),
                *("municipality_code", "phone", "email", "address"),
            ),
        ),
        Group(
            _("Who refers"),
            (
                *("officer_name", "officer_phone", "officer_email", "referrer"),
                *("programmes", "self_referral"),
            ),
        ),
        Group(
            _("Situation and support"),
            ("situations", "situation", "at_af", "support", "time_in_support"),
        ),
        # Translators: «Kontakter och tolk»
        Group(
            _("Contacts and interpreter"),
            ("contacts", "contacts_text", "interpreter", "three_party"),
        ),
        Group(_("What the intervention shall lead to"), ("wanted_outcomes", "purpose", "notes")),
        Group(
            _("Consent and signature"),
            ("signed_on", "consent_how", "kept_at", "signature", "valid_to"),
        ),
    )

    def __init__(
        self,
        *args: Any,
        association: Association,
        sites: QuerySet[Site],
        senders: Iterable[Organisation],
        on_paper: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on_paper = on_paper
        self.offer_places(sites, senders)
        lists = lists_of(association, on=clock.today())
        offer(self.fields["referrer"], [BLANK, *lists.choices("referrers")])
        supports = [one for one in lists.choices("support") if one[0] != "unknown"]
        offer(self.fields["support"], supports)
        offer(self.fields["municipality_code"], municipalities(association))
        if not on_paper:
            del self.fields["officer_name"]
            del self.fields["officer_email"]

    def clean(self) -> None:
        """Somebody protected is written in without a word of who she is."""
        answers = self.cleaned_data
        if answers.get("protected"):
            for name in ("first_name", "last_name", "number", "address", "phone", "email"):
                answers[name] = ""
            answers["birth_year"], answers["municipality_code"] = None, ""

    def content(self) -> Content:
        """The referral as the action takes it."""
        answers = self.cleaned_data
        texts = TEXTS | (PAPER_TEXTS if self.on_paper else {})
        return Content(
            site=answers["site"],
            facts={name: answers[name] for name in FACTS},
            texts={text: answers[name] for name, text in texts.items()},
            evidence=self._evidence(),
        )

    def _evidence(self) -> Evidence | None:
        answers = self.cleaned_data
        if not answers["consent_how"]:
            return None
        paper = answers["consent_how"] == consent_choices.PAPER
        return Evidence(
            how=answers["consent_how"],
            kept_at=answers["kept_at"] if paper else "",
            signature="" if paper else answers["signature"].strip(),
            valid_to=answers["valid_to"],
        )

    def opened(self, referral: Referral) -> Referral:
        """`referral` as it was when this form was opened, by its version."""
        referral.version = self.cleaned_data["version"] or referral.version
        return referral


def answers_of(referral: Referral) -> dict[str, Any]:
    """What a referral says, as the form shows it."""
    said = referral.text.said
    consent = referral.consents.filter(kind=SECRECY, withdrawn_on=None).last()
    answers = {
        **{name: getattr(referral, name) for name in FACTS},
        **{name: said.get(text, "") for name, text in (TEXTS | PAPER_TEXTS).items()},
        "site": referral.site_id or _default_site(referral),
        "sender": referral.sender_id,
        "version": referral.version,
    }
    if consent:
        answers |= {
            "consent_how": consent.how,
            "kept_at": consent.kept_at,
            "signature": consent.signature,
            "valid_to": consent.valid_to,
        }
    return answers


def _default_site(referral: Referral) -> int | None:
    default = Site.objects.filter(intervention=referral.intervention_id, is_default=True)
    return default.values_list("pk", flat=True).first()


def started_answers(referral: Referral, *, today: date) -> dict[str, Any]:
    """What the registration form begins with when a referral leads to a start."""
    answers = {
        "site": referral.site_id or _default_site(referral),
        "gender": referral.gender,
        "birth_year": referral.birth_year,
        "referrer": referral.referrer,
        "referred_on": referral.sent_on,
        "decision_on": _decided_on(referral),
        "started_on": today,
        "municipality_code": referral.municipality_code,
        "time_in_support": referral.time_in_support,
        "support_start": referral.support,
    }
    return {name: value for name, value in answers.items() if value not in (None, "")}


def _decided_on(referral: Referral) -> date | None:
    decided = (choices.ACCEPTED, choices.WAITING, choices.PREPARING)
    days = referral.steps.filter(status__in=decided).values_list("day", flat=True)
    return days.order_by("number").first()
