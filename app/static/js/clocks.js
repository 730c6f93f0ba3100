// The clocks of a game: they tick between two answers of the server, and count down to what is due.
const language = document.documentElement.lang;
const hour12 = language.startsWith("en") || undefined;
const toTheMinute = { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" };

function words(at, shape, timeZone) {
  return new Intl.DateTimeFormat(language, { ...shape, hour12, timeZone }).format(at);
}

// Returns what brings them up to date at once. Real time is written in the shape asked for.
export function letTick(shape = toTheMinute) {
  // Time passes evenly here whatever the reader's own clock shows: it begins with the server's.
  let since = "";
  let began = 0;
  function tick() {
    const told = document.querySelector("[data-now]")?.dataset.now;
    if (!told) return;
    if (told !== since) [since, began] = [told, performance.now()];
    const passed = performance.now() - began;
    const now = new Date(Date.parse(since) + passed);
    for (const place of document.querySelectorAll("[data-tick]")) {
      const shown = place.dataset.tick === "real"
        ? words(now, shape, place.dataset.zone)
        : words(new Date(Date.parse(`${place.dateTime}Z`) + passed * Number(place.dataset.pace)), toTheMinute, "UTC");
      if (place.textContent !== shown) place.textContent = shown;
    }
    for (const place of document.querySelectorAll("[data-due]")) {
      const left = Math.ceil((Date.parse(place.dataset.due) - now) / 1000);
      const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((part) => String(part).padStart(2, "0"));
      place.textContent = left > 0 ? place.dataset.left.replace("{}", parts.join(":")) : place.dataset.over;
    }
  }
  tick();
  setInterval(tick, 1000);
  return tick;
}
