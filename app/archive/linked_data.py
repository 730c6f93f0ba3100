"""What search engines read: schema.org descriptions of events, publications, persons and the way to a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.archive.lines import event_href, organisation_href, output_href, person_href, series_href
from app.archive.media import caption_href, poster_href, transcript_href, transcripts_in
from app.archive.players import player_for
from app.archive.queries import Appearance
from app.config import current_settings
from app.core.clock import Span
from app.events.models import Caption, Event, EventSession, Recording
from app.events.rules import (
    HEARD,
    Format,
    PartnerRole,
    RecordingKind,
    schema_attendance,
    schema_status,
)
from app.people.models import Affiliation, Organisation, Person
from app.programmes.models import Series
from app.publications.models import Output
from app.publications.rules import AuthorRole, OutputKind, first_day

Described = dict[str, Any]

CONVENES = frozenset(
    {PartnerRole.CONVENER, PartnerRole.CO_CONVENER, PartnerRole.HOST, PartnerRole.CO_HOST}
)
FUNDS = frozenset({PartnerRole.SPONSOR, PartnerRole.FUNDER})


def absolute(path: str) -> str:
    """Return the public address of ``path``, whatever host the request named."""
    return current_settings().base_url + path


def described_event(event: Event, people: Sequence[Appearance], summary: str) -> Described:
    """Return the event as schema.org describes it (developers.google.com/search, "Event").

    A performer is only who is sure to speak; someone invited is not promised to machines.
    """
    span = event.span
    described: Described = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "url": absolute(event_href(event.slug)),
        "description": summary,
        **(_dates(span) if span else {}),
        "eventStatus": _one_or_many(
            schema_status(
                event.state,
                rescheduled=bool(event.previous_dates),
                moved_online=event.moved_online,
            )
        ),
        "eventAttendanceMode": schema_attendance(event.format),
        "location": _one_or_many(_locations(event)),
        "organizer": [_institute(), *_organisations(event, CONVENES)],
        "sponsor": _organisations(event, FUNDS),
        "performer": _performers(people),
        "previousStartDate": _one_or_many(
            [_dates(previous.span)["startDate"] for previous in event.previous_dates]
        ),
        "subEvent": [_session(event, session) for session in event.sessions if session.starts_at],
        "recordedIn": [
            described_recording(event, one) for one in event.recordings if _is_played(one)
        ],
    }
    if event.series is not None:
        described["superEvent"] = {"@type": "EventSeries", "name": event.series.title}
        if event.series.public:
            described["superEvent"]["url"] = absolute(series_href(event.series.slug))
    return {name: value for name, value in described.items() if value not in ("", [])}


def described_person(person: Person, affiliations: Sequence[Affiliation]) -> Described:
    """Return the person as schema.org describes one, with what they are now."""
    described = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": person.display_name,
        "alternateName": person.native_name,
        "url": absolute(person_href(person.slug)),
        "jobTitle": _one_or_many([one.title for one in affiliations if one.title]),
        "affiliation": [
            {"@type": "Organization", "name": one.organisation.name}
            for one in affiliations
            if one.organisation is not None
        ],
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


SCHEMA_TYPES = {
    OutputKind.REPORT: "Report",
    OutputKind.BRIEF: "Report",
    OutputKind.READOUT: "Report",
    OutputKind.ESSAY: "Article",
    OutputKind.ESSAY_SERIES: "CreativeWorkSeries",
}


def described_output(output: Output, essays: Sequence[Output], summary: str) -> Described:
    """Return the publication as schema.org describes it, each author with the offices of then."""
    publisher = {"@type": "Organization", "name": output.publisher} if output.publisher else {}
    described: Described = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[output.kind],
        "name": output.title,
        "headline": output.title if output.kind is OutputKind.ESSAY else "",
        "alternativeHeadline": output.subtitle,
        "url": absolute(output_href(output.slug)),
        "description": summary,
        "datePublished": output.published_on if first_day(output.published_on) else "",
        "inLanguage": [word.strip() for word in output.languages.split(",") if word.strip()],
        # To schema.org an `isbn` is a book's alone.
        "identifier": _one_or_many(_identifiers(output)),
        "author": _writers(output, AuthorRole.AUTHOR),
        "editor": _writers(output, AuthorRole.EDITOR),
        "publisher": publisher or _institute(),
        "about": [topic.name for topic in output.topics],
        "hasPart": [
            {"@type": "Article", "name": one.title, "url": absolute(output_href(one.slug))}
            for one in essays
        ],
        "reportNumber": output.number_in_series if SCHEMA_TYPES[output.kind] == "Report" else "",
    }
    if output.parent is not None and output.parent.public:
        described["isPartOf"] = {
            "@type": "CreativeWorkSeries",
            "name": output.parent.title,
            "url": absolute(output_href(output.parent.slug)),
        }
    return {name: value for name, value in described.items() if value not in ("", [])}


def _identifiers(output: Output) -> list[str]:
    isbn, doi = output.isbn.replace("-", ""), output.doi
    return [*([f"https://doi.org/{doi}"] if doi else []), *([f"urn:isbn:{isbn}"] if isbn else [])]


def _writers(output: Output, role: AuthorRole) -> list[Described]:
    return [
        {
            "@type": "Person",
            "name": one.billing_name,
            "url": absolute(person_href(one.person.slug)),
            **({"jobTitle": _one_or_many(one.offices)} if one.offices else {}),
        }
        for one in output.authors
        if one.role is role
    ]


def described_series(series: Series, summary: str, events: Sequence[Event]) -> Described:
    """Return the series as schema.org describes it, with its public meetings."""
    described: Described = {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": series.title,
        "url": absolute(series_href(series.slug)),
        "description": summary,
        "organizer": _institute(),
        "subEvent": [
            {
                "@type": "Event",
                "name": event.title,
                "url": absolute(event_href(event.slug)),
                **(_dates(event.span) if event.span else {}),
                "location": _one_or_many(_locations(event)),
            }
            for event in events
        ],
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def described_organisation(organisation: Organisation) -> Described:
    """Return an organisation as schema.org describes one."""
    described = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": organisation.short_name,
        "url": organisation.website or absolute(organisation_href(organisation)),
    }
    return {name: value for name, value in described.items() if value}


def described_trail(trail: Sequence[tuple[str, str]]) -> Described:
    """Return the way down to a page; ``trail`` holds a label and a path for each step."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": absolute(path)}
            for position, (label, path) in enumerate(trail, start=1)
        ],
    }


def _one_or_many(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _dates(span: Span) -> Described:
    if span.date_only:
        return {"startDate": span.first_day.isoformat(), "endDate": span.last_day.isoformat()}
    end = {"endDate": span.local_end.isoformat()} if span.local_end else {}
    return {"startDate": span.local_start.isoformat(), **end}


def _locations(event: Event) -> list[Described]:
    found: list[Described] = []
    if event.format is not Format.VIRTUAL and event.place:
        found.append({"@type": "Place", "name": event.place, "address": event.place})
    if event.format is not Format.IN_PERSON:
        found.append({"@type": "VirtualLocation", "url": absolute(event_href(event.slug))})
    return found


def _institute() -> Described:
    return {
        "@type": "Organization",
        "name": current_settings().institute_name,
        "url": absolute("/"),
    }


def _organisations(event: Event, roles: frozenset[PartnerRole]) -> list[Described]:
    found = []
    for partner in event.partners:
        if partner.role in roles:
            website = {"url": partner.organisation.website} if partner.organisation.website else {}
            found.append({"@type": "Organization", "name": partner.organisation.name, **website})
    return found


def _performers(people: Sequence[Appearance]) -> list[Described]:
    performers: dict[str, Described] = {}
    for one in people:
        if one.speaks:
            described: Described = {
                "@type": "Person",
                "name": one.name,
                "url": absolute(person_href(one.slug)),
            }
            if one.offices:
                described["jobTitle"] = _one_or_many(one.offices)
            performers.setdefault(one.slug, described)
    return list(performers.values())


def _session(event: Event, session: EventSession) -> Described:
    span = session.span_in(event.zone)
    described = {"@type": "Event", "name": session.title, **(_dates(span) if span else {})}
    return described | {
        "location": _one_or_many(_locations(event)),
        "eventAttendanceMode": schema_attendance(event.format),
    }


def described_recording(event: Event, recording: Recording) -> Described:
    """Return what was seen or heard as schema.org describes it, with its words where they are known.

    Where the day of the upload is not on record, it is the day on which the page became public.
    """
    heard = recording.kind in HEARD
    sound, sound_type = recording.sound
    player = player_for(recording.url)
    uploaded = recording.uploaded_on or (event.published_at or event.updated_at).date()
    texts = [one for one in transcripts_in(event) if one.session_id == recording.session_id]
    described = {
        "@type": "AudioObject" if heard else "VideoObject",
        "name": recording.title or event.title,
        "description": recording.title or event.title,
        "url": recording.url,
        "contentUrl": sound,
        "encodingFormat": sound_type,
        "embedUrl": player.embed.partition("?")[0] if player and player.embed else "",
        "uploadDate": uploaded.isoformat(),
        "duration": _iso_length(recording.seconds),
        "inLanguage": recording.language,
        "thumbnailUrl": "" if heard else absolute(poster_href(event, recording)),
        "transcript": absolute(transcript_href(event, texts[0])) if texts else "",
        "caption": [_caption(event, one) for one in recording.captions],
        "creditText": recording.credit,
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def _caption(event: Event, caption: Caption) -> Described:
    href = caption_href(event, caption)
    return {
        "@type": "MediaObject",
        "contentUrl": href if caption.url else absolute(href),
        "encodingFormat": "text/vtt",
        "inLanguage": caption.language,
    }


def _iso_length(seconds: int | None) -> str:
    """Return a length after ISO 8601: "PT1H2M33S"."""
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)


def _is_played(recording: Recording) -> bool:
    return recording.kind is not RecordingKind.TRANSCRIPT
