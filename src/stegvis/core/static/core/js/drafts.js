/* Drafts: what is typed is kept on the server, and an ended session loses nothing.
   Starts by itself for every form that holds `{% draft %}`. */
(() => {
  "use strict";

  const WAIT = 2000; // milliseconds from the last key to saving
  const LONGEST_WAIT = 4000; // from the first
  const WARN_BEFORE = 5 * 60; // seconds before the session ends
  const LOOK_EVERY = 10 * 1000;
  const TOKEN = "csrfmiddlewaretoken";
  const KEPT_OUT = new Set([TOKEN, "draft-of", "draft-for"]);

  // What a page of the login says to those who come there by themselves.
  const BESIDE_THE_POINT = "h1, script, .quiet, p:has(> a), [data-draft]";

  const asJson = (answer) =>
    (answer.headers.get("Content-Type") || "").startsWith("application/json");

  class Draft {
    constructor(place) {
      this.place = place;
      this.form = place.closest("form");
      this.saved = place.querySelector("[data-draft-saved]");
      this.warning = place.querySelector("[data-draft-warning]");
      this.ahead = Date.now() / 1000 - Number(place.dataset.now);
      this.ends = Number(place.dataset.ends);
      this.changed = 0;
      this.running = null;
      const end = this.form.querySelector(".form__end:not(.draft *)");
      if (end) end.append(this.saved);
      this.listen();
    }

    listen() {
      this.form.addEventListener("input", () => this.typed());
      this.form.addEventListener("submit", (event) => this.sent(event));
      this.on("[data-draft-continue]", () => this.open());
      this.on("[data-draft-discard]", () => this.discard());
      this.on("[data-draft-stay]", () => this.stay());
      setInterval(() => this.look(), LOOK_EVERY);
      this.look();
    }

    on(selector, act) {
      const found = this.place.querySelector(selector);
      if (found) found.addEventListener("click", act);
    }

    // --- Saving -------------------------------------------------------------------------------

    typed() {
      const now = Date.now();
      this.changed = this.changed || now;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), Math.min(WAIT, this.changed + LONGEST_WAIT - now));
    }

    keep() {
      clearTimeout(this.timer);
      this.changed = 0;
      this.running = this.save().finally(() => (this.running = null));
      return this.running;
    }

    async save() {
      try {
        const answer = await this.send(this.place.dataset.keep);
        if (answer.status === 409) this.refuseStranger();
        else if (!asJson(answer)) await this.askToLogIn(answer);
        else this.tell(await answer.json());
      } catch {
        this.saved.textContent = this.place.dataset.failed;
      }
    }

    send(address) {
      return fetch(address, { method: "POST", body: new FormData(this.form) });
    }

    tell({ saved, ends }) {
      this.saved.textContent = this.place.dataset.saved.replace("{time}", saved);
      this.prolong(ends);
    }

    // A draft that arrives after the form itself would come back: the form waits for it.
    sent(event) {
      clearTimeout(this.timer);
      if (!this.running || this.waited) return;
      event.preventDefault();
      this.waited = true;
      this.running.finally(() => this.form.requestSubmit(event.submitter));
    }

    // --- Going on with an earlier draft ---------------------------------------------------------

    async open() {
      const answer = await this.send(this.place.dataset.open);
      if (!asJson(answer)) return this.askToLogIn(answer);
      const { pairs } = await answer.json();
      this.fill(pairs);
      this.place.querySelector("[data-draft-offer]").hidden = true;
    }

    async discard() {
      await fetch(this.place.dataset.discard, {
        method: "POST",
        body: new FormData(this.form),
        redirect: "manual",
      });
      this.place.querySelector("[data-draft-offer]").hidden = true;
    }

    fill(pairs) {
      const said = new Map();
      for (const [name, value] of pairs) said.set(name, [...(said.get(name) || []), value]);
      for (const element of this.form.elements) {
        if (!element.name || KEPT_OUT.has(element.name) || element.type === "file") continue;
        this.put(element, said.get(element.name) || []);
      }
      const first = this.form.querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
    }

    put(element, values) {
      const ticked = element.type === "checkbox" || element.type === "radio";
      if (ticked) element.checked = values.includes(element.value);
      else if (element.type === "select-multiple") {
        for (const option of element.options) option.selected = values.includes(option.value);
      } else if (element.tagName !== "BUTTON" && values.length) element.value = values.shift();
      const closed = element.closest("details:not([open])");
      const says = ticked ? element.checked : element.value && element.value !== "unknown";
      if (closed && says) closed.open = true;
    }

    // --- The session --------------------------------------------------------------------------

    prolong(ends) {
      this.ends = ends;
      this.look();
    }

    look() {
      const left = this.ends - (Date.now() / 1000 - this.ahead);
      const near = left < WARN_BEFORE;
      if (near && this.warning.hidden) this.warn();
      this.warning.hidden = !near;
      if (left < 0 && !this.dialog) this.stay();
    }

    warn() {
      const at = new Date((this.ends + this.ahead) * 1000);
      const time = at.toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
      const text = this.warning.querySelector("[data-text]");
      text.textContent = text.dataset.text.replace("{time}", time);
      if (this.changed) this.keep();
    }

    async stay() {
      const answer = await fetch(this.place.dataset.alive);
      if (!asJson(answer)) return this.askToLogIn(answer);
      this.refresh(await answer.json());
    }

    refresh({ token, ends }) {
      for (const field of document.querySelectorAll(`input[name=${TOKEN}]`)) field.value = token;
      this.prolong(ends);
    }

    // --- Logging in without leaving the page ----------------------------------------------------

    async askToLogIn(answer) {
      if (!this.dialog) {
        const made = this.place.querySelector("[data-draft-login]").content.cloneNode(true);
        this.dialog = made.querySelector("dialog");
        document.body.append(made);
        this.dialog.addEventListener("submit", (event) => this.enter(event));
        this.dialog.addEventListener("cancel", (event) => event.preventDefault());
        window.addEventListener("focus", () => this.tryAgain());
      }
      this.show(await answer.text(), answer.url);
      if (!this.dialog.open) this.dialog.showModal();
    }

    // The forms of the page that stands in the way, whichever it is: login, code, unlocking.
    show(html, address) {
      const page = new DOMParser().parseFromString(html, "text/html");
      const main = page.querySelector("main");
      const entrance = this.dialog.querySelector("[data-draft-entrance]");
      entrance.replaceChildren(...(main ? main.childNodes : []));
      for (const each of entrance.querySelectorAll(BESIDE_THE_POINT)) each.remove();
      for (const form of entrance.querySelectorAll("form")) {
        const target = new URL(form.getAttribute("action") || address, address);
        form.setAttribute("action", target.href);
      }
      const field = entrance.querySelector("input:not([type=hidden])");
      if (field) field.focus();
    }

    async enter(event) {
      event.preventDefault();
      const form = event.target;
      const body = new FormData(form, event.submitter);
      // Not `form.action`: a button may bear that name.
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body });
      if (!(await this.tryAgain())) this.show(await answer.text(), answer.url);
    }

    async tryAgain() {
      if (!this.dialog.open) return true;
      const answer = await fetch(this.place.dataset.alive);
      if (!asJson(answer)) return false;
      this.refresh(await answer.json());
      await this.keep(); // tells whether it is she who is logged in now
      if (!this.stranger) this.dialog.close();
      return true;
    }

    // What stands on the page is hers who opened it: nobody else sees or sends it.
    refuseStranger() {
      this.stranger = true;
      if (!this.dialog) return;
      this.dialog.querySelector("[data-draft-stranger]").hidden = false;
      this.dialog.querySelector("[data-draft-entrance]").replaceChildren();
    }
  }

  for (const place of document.querySelectorAll("[data-draft]")) new Draft(place);
})();
