// Fills <time data-own="Your time: {}"> with the reader's own time, where it differs from the event's.
const language = document.documentElement.lang;

function wallClock(instant, zone) {
  return instant.toLocaleString("en", { timeZone: zone });
}

for (const place of document.querySelectorAll("time[data-own]")) {
  const start = new Date(place.dateTime);
  const end = place.dataset.end ? new Date(place.dataset.end) : start;
  if (wallClock(start, place.dataset.zone) === wallClock(start)) continue;
  const format = new Intl.DateTimeFormat(language, {
    weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZoneName: "short",
    // As the times beside it are written.
    hour12: language.startsWith("en") || undefined,
  });
  place.textContent = place.dataset.own.replace("{}", format.formatRange(start, end));
}
