// Draws guests from the mould that the page brings, so that page and script have one markup.
export class List {
  constructor(place) {
    this.place = place;
    this.rows = place.querySelector("[data-guests]");
    this.mould = place.querySelector("[data-mould]").content.querySelector("li");
    this.zone = place.dataset.zone;
    const words = place.querySelector("[data-words]").content;
    this.words = new Map([...words.querySelectorAll("[data-word]")].map((word) => [word.dataset.word, word.textContent]));
  }

  say(word, facts = {}) {
    return this.words.get(word).replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
  }

  time(moment) {
    const language = document.documentElement.lang;
    return new Date(moment).toLocaleTimeString(language, {
      hour: "numeric", minute: "2-digit", timeZone: this.zone, hour12: language.startsWith("en") || undefined,
    });
  }

  // What was opened stays open, though the row is drawn anew.
  draw(found, limit, free) {
    const open = this.rows.querySelector("details[open]")?.closest("[data-subject]").dataset.subject;
    this.rows.replaceChildren(...found.slice(0, limit).map(({ guest, presence }) => this.row(guest, presence, free)));
    const kept = open && this.rows.querySelector(`[data-subject="${open}"] details`);
    if (kept) kept.open = true;
    this.place.querySelector("[data-more]").hidden = found.length <= limit;
  }

  row(guest, presence, free) {
    const row = this.mould.cloneNode(true);
    const put = (field, text) => {
      for (const place of row.querySelectorAll(`[data-field="${field}"]`)) {
        place.textContent = text;
        if (!text && field !== "about") place.remove();
      }
    };
    row.dataset.subject = guest.subject;
    row.dataset.here = presence.here ? (presence.awaited ? "some" : "all") : "none";
    if (guest.lang) row.querySelector("[data-field=native]").lang = guest.lang;
    put("name", guest.name);
    put("native", guest.native);
    put("about-them", [guest.organisation, guest.role].filter(Boolean).join(" · "));
    put("note", guest.note);
    put("state", this.state(guest, presence));
    put("about", ` ${guest.name}`);
    this.offer(row, guest, presence, free);
    return row;
  }

  state(guest, { here, arrivals, twice }) {
    if (!here) return guest.word || (guest.expected > 1 ? this.say("party", { number: guest.expected }) : "");
    const [first] = arrivals;
    const since = first ? this.say("here", { when: this.time(first.at), who: first.by || this.say("you") }) : this.say("just_here");
    const many = guest.expected > 1 || here > 1 ? this.say("of", { here, expected: guest.expected }) : "";
    return [since, many, twice ? this.say("twice") : ""].filter(Boolean).join(" · ");
  }

  offer(row, guest, { here, awaited }, free) {
    const form = (what) => row.querySelector(`[data-does="${what}"]`);
    const asks = guest.waits ? guest.expected : awaited;
    const mayAsk = guest.waits && !here && free !== null && free < asks;
    if (mayAsk || (here && !awaited)) form("arrive").remove();
    else if (guest.waits) form("arrive").querySelector("[data-field=label]").textContent = this.say("let_in");
    if (!mayAsk) row.querySelector("[data-if-full]").remove();
    if (!here) for (const what of ["extra", "undo"]) form(what).remove();
    const number = row.querySelector("[name=people]:not([type=hidden])");
    if (!number) return;
    number.value = Math.max(asks, 1);
    number.setAttribute("aria-label", this.say("many", { name: guest.name }));
    if (asks < 2) number.remove();
  }
}
