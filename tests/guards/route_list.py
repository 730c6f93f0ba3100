"""Every address of the site, by who may open it. Whoever adds one decides it here, in review."""

from __future__ import annotations

ROUTES: dict[str, str] = {
    "public": """
        GET  /
        GET  /account/forgotten
        POST /account/forgotten
        GET  /account/forgotten/sent
        GET  /account/password/<token>
        POST /account/password/<token>
        GET  /account/sign-in
        POST /account/sign-in
        GET  /archive/
        GET  /events/
        GET  /events/<slug>
        GET  /events/<slug>.ics
        GET  /events/<slug>/
        GET  /events/<slug>/register
        POST /events/<slug>/register
        GET  /events/<slug>/registered
        GET  /feeds/events.atom
        GET  /feeds/events.ics
        GET  /healthz
        GET  /people/<slug>
        GET  /people/<slug>/
        GET  /programmes/
        GET  /programmes/<slug>
        GET  /programmes/<slug>/
        GET  /readyz
        GET  /registrations/<token>
        GET  /registrations/<token>/event.ics
        POST /registrations/<token>/withdraw
        GET  /robots.txt
        GET  /sitemap.xml
        GET  /static/<path:filename>
    """,
    "signed in": """
        GET  /account/
        POST /account/password
        POST /account/sessions/<key>/end
        POST /account/sign-out
        GET  /staff/
    """,
    "read": """
        GET  /staff/calendar/
        GET  /staff/events/
        GET  /staff/events/<key>/
        GET  /staff/events/<key>/access
        GET  /staff/events/<key>/agenda
        GET  /staff/events/<key>/people/
        GET  /staff/events/<key>/publication
        GET  /staff/events/<key>/recordings
        GET  /staff/events/<key>/rooms/
        GET  /staff/people/
        GET  /staff/people/<key>
        GET  /staff/people/organisations/
        GET  /staff/programmes/
        GET  /staff/programmes/<key>/
        GET  /staff/rooms/
        GET  /staff/series/
        GET  /staff/series/<key>/
    """,
    "create": """
        GET  /staff/events/<key>/copy
        POST /staff/events/<key>/copy
        GET  /staff/events/new
        POST /staff/events/new
        GET  /staff/mail-templates/
        GET  /staff/mail-templates/<purpose>/<kind>
        POST /staff/mail-templates/<purpose>/<kind>
        POST /staff/mail-templates/<purpose>/<kind>/forget
        GET  /staff/people/<key>/edit
        POST /staff/people/<key>/edit
        GET  /staff/people/<key>/offices/<int:place>
        POST /staff/people/<key>/offices/<int:place>
        POST /staff/people/<key>/offices/<int:place>/<any(up, down):way>
        POST /staff/people/<key>/offices/<int:place>/remove
        GET  /staff/people/<key>/offices/new
        POST /staff/people/<key>/offices/new
        GET  /staff/people/new
        POST /staff/people/new
        GET  /staff/people/organisations/<key>
        POST /staff/people/organisations/<key>
        GET  /staff/people/organisations/new
        POST /staff/people/organisations/new
        GET  /staff/programmes/new
        POST /staff/programmes/new
        GET  /staff/rooms/<room>
        POST /staff/rooms/<room>
        GET  /staff/rooms/venues/<venue>
        POST /staff/rooms/venues/<venue>
        GET  /staff/rooms/venues/<venue>/rooms/new
        POST /staff/rooms/venues/<venue>/rooms/new
        GET  /staff/rooms/venues/new
        POST /staff/rooms/venues/new
        GET  /staff/series/<key>/next
        POST /staff/series/<key>/next
        GET  /staff/series/new
        POST /staff/series/new
    """,
    "edit": """
        GET  /staff/events/<key>/agenda/<session_key>
        POST /staff/events/<key>/agenda/<session_key>
        POST /staff/events/<key>/agenda/<session_key>/<any(up, down):way>
        POST /staff/events/<key>/agenda/<session_key>/delete
        GET  /staff/events/<key>/agenda/new
        POST /staff/events/<key>/agenda/new
        GET  /staff/events/<key>/dates
        POST /staff/events/<key>/dates
        GET  /staff/events/<key>/details
        POST /staff/events/<key>/details
        POST /staff/events/<key>/join-link
        GET  /staff/events/<key>/letters/<mailing>/<mail>
        POST /staff/events/<key>/letters/<mailing>/<mail>
        POST /staff/events/<key>/letters/<mailing>/<mail>/discard
        POST /staff/events/<key>/letters/<mailing>/discard
        POST /staff/events/<key>/letters/<mailing>/retry
        POST /staff/events/<key>/letters/<mailing>/schedule
        POST /staff/events/<key>/letters/<mailing>/send
        POST /staff/events/<key>/letters/<mailing>/unschedule
        POST /staff/events/<key>/letters/mails/<mail>/again
        GET  /staff/events/<key>/letters/new
        POST /staff/events/<key>/letters/new
        GET  /staff/events/<key>/life
        GET  /staff/events/<key>/life/<action>
        POST /staff/events/<key>/life/<action>
        GET  /staff/events/<key>/log
        POST /staff/events/<key>/notes
        POST /staff/events/<key>/notices
        POST /staff/events/<key>/partners
        POST /staff/events/<key>/partners/<organisation>/<role>/remove
        GET  /staff/events/<key>/people/<seat>/
        POST /staff/events/<key>/people/<seat>/
        POST /staff/events/<key>/people/<seat>/<any(up, down):way>
        POST /staff/events/<key>/people/<seat>/billing
        POST /staff/events/<key>/people/<seat>/billing/refresh
        GET  /staff/events/<key>/people/<seat>/person
        POST /staff/events/<key>/people/<seat>/person
        POST /staff/events/<key>/people/<seat>/remove
        POST /staff/events/<key>/people/<seat>/step
        GET  /staff/events/<key>/people/add
        POST /staff/events/<key>/people/add
        GET  /staff/events/<key>/programme
        POST /staff/events/<key>/programme
        POST /staff/events/<key>/recordings
        GET  /staff/events/<key>/recordings/<recording_key>
        POST /staff/events/<key>/recordings/<recording_key>
        POST /staff/events/<key>/recordings/<recording_key>/delete
        GET  /staff/events/<key>/registration
        POST /staff/events/<key>/registration
        POST /staff/events/<key>/reminders/<reminder>/remove
        GET  /staff/events/<key>/reminders/new
        POST /staff/events/<key>/reminders/new
        POST /staff/events/<key>/rooms/
        POST /staff/events/<key>/rooms/<room>/<of>/release
        POST /staff/programmes/<key>/
        GET  /staff/series/<key>/edit
        POST /staff/series/<key>/edit
    """,
    "release": """
        POST /staff/events/<key>/access
        POST /staff/events/<key>/access/<user_key>/<role>/remove
        POST /staff/events/<key>/address
        POST /staff/events/<key>/confidential
        POST /staff/events/<key>/not-confidential
        POST /staff/events/<key>/publish
        POST /staff/events/<key>/publish-without-people
        POST /staff/events/<key>/unpublish
        POST /staff/events/<key>/withdraw
        POST /staff/imports/<key>/release
        POST /staff/programmes/<key>/<any(release, withhold):way>
        POST /staff/series/<key>/<any(release, withhold):way>
    """,
    "guests": """
        GET  /staff/events/<key>/letters/
        GET  /staff/events/<key>/letters/<mailing>
        GET  /staff/events/<key>/letters/log
        GET  /staff/events/<key>/registrations
        POST /staff/events/<key>/registrations/<guest>/withdraw
        POST /staff/events/<key>/registrations/export
        GET  /staff/events/<key>/registrations/new
        POST /staff/events/<key>/registrations/new
        GET  /staff/outbox/
        GET  /staff/outbox/<key>
        GET  /staff/outbox/<key>/event.ics
        GET  /staff/outbox/<key>/html
        POST /staff/outbox/<key>/retry
    """,
    "import": """
        GET  /staff/imports/
        POST /staff/imports/
        GET  /staff/imports/<key>
        POST /staff/imports/<key>/load
        GET  /staff/imports/<key>/progress
    """,
    "administer": """
        GET  /staff/audit/
        GET  /staff/caught/
        GET  /staff/caught/<name>
        GET  /staff/caught/<name>/attachments/<int:number>
        GET  /staff/caught/<name>/html
        GET  /staff/users/
        GET  /staff/users/<key>
        POST /staff/users/<key>
        POST /staff/users/<key>/link
        POST /staff/users/<key>/roles
        POST /staff/users/<key>/roles/<grant_key>/withdraw
        GET  /staff/users/new
        POST /staff/users/new
    """,
}
"""What stands above each block is "public", "signed in", or the permission that opens the door."""
