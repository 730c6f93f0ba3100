// The line to the server: sends what waits as soon as it can, and asks what is new.
const AT_ONCE = 100;

export class SignedOut extends Error {}

export class Line {
  constructor(place, roster) {
    this.addresses = place.dataset;
    this.roster = roster;
    this.sending = null;
  }

  async ask(address, options = {}) {
    const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" }, ...options });
    if (answer.type === "opaqueredirect" || answer.status === 404) throw new SignedOut();
    return answer;
  }

  async load() {
    const answer = await this.ask(this.addresses.roster);
    if (!answer.ok) throw new Error(answer.statusText);
    await this.roster.replace(await answer.json());
  }

  async news() {
    const answer = await this.ask(`${this.addresses.news}?since=${this.roster.kept.last}`);
    if (!answer.ok) throw new Error(answer.statusText);
    const news = await answer.json();
    if (news.entries.length) await this.roster.settle(news, []);
    if (!this.roster.knowsAll(news.entries)) await this.load();
  }

  // One sending at a time; whoever asks meanwhile waits for it and sends what came since.
  async send() {
    while (this.sending) await this.sending;
    const told = [];
    this.sending = this.sendAll(told);
    try {
      await this.sending;
    } finally {
      this.sending = null;
    }
    return told;
  }

  async sendAll(told) {
    while (this.roster.queue.length) {
      const ops = this.roster.queue.slice(0, AT_ONCE);
      told.push(...await this.sendSome(ops));
    }
  }

  async sendSome(ops, again = true) {
    const answer = await this.ask(`${this.addresses.sync}?since=${this.roster.kept.last}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.roster.kept.token },
      body: JSON.stringify({ ops }),
    });
    if (answer.status === 400 && again) {
      await this.load();
      return this.sendSome(ops, false);
    }
    if (answer.status === 422 && ops.length > 1) {
      return (await Promise.all(ops.map((op) => this.sendSome([op], false)))).flat();
    }
    if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
    const news = answer.ok ? await answer.json() : { told: [{ ...ops[0], outcome: "nobody" }], last: 0, entries: [] };
    await this.roster.settle(news, ops.map((op) => op.op));
    if (!this.roster.knowsAll(news.entries)) await this.load();
    return news.told.map((each) => ({ ...each, does: ops.find((op) => op.op === each.op) }));
  }
}
