// Where messages and slash commands are typed, with the app's commands offered after a slash.

import { act } from "./api.js";
import { byId, fill, h, icon } from "./dom.js";

// One composer. `send(text)` does what Enter means; `commands` are offered unless empty.
export class Composer {
  constructor(form, { id, label, commands, send }) {
    Object.assign(this, { form, commands, send });
    this.list = h("div", { className: "suggestions", role: "listbox", id: `${id}-list`, hidden: true });
    this.text = h("textarea", {
      id, rows: 1, "aria-label": label, placeholder: label, role: "combobox", "aria-expanded": "false",
      "aria-controls": `${id}-list`, "aria-autocomplete": "list",
      on: { input: () => this.typed(), keydown: (event) => this.onKey(event) },
    });
    this.button = h("button", { type: "submit", className: "send", "aria-label": "Send" }, icon("send"));
    fill(form, this.list, h("div", { className: "composer-box" }, this.text, this.button));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.typed();
  }

  rename(label) {
    this.text.placeholder = label;
    this.text.setAttribute("aria-label", label);
  }

  put(text) {
    this.text.value = text;
    this.text.focus();
    this.typed();
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.typed();
    await this.send(text);
  }

  typed() {
    this.button.disabled = this.text.value.trim() === "";
    this.text.style.setProperty("height", "auto");
    this.text.style.setProperty("height", `${Math.min(this.text.scrollHeight, 160)}px`);
    const start = this.text.value;
    const open = /^\/\S*$/.test(start);
    this.offered = open ? this.commands().filter((command) => command.name.startsWith(start)) : [];
    this.chosen = 0;
    this.suggest();
  }

  suggest() {
    const open = this.offered.length > 0;
    this.list.hidden = !open;
    this.text.setAttribute("aria-expanded", String(open));
    fill(this.list, this.offered.map((command, number) => h("div", {
      className: "suggestion", role: "option", id: `${this.list.id}-${number}`,
      "aria-selected": String(number === this.chosen),
      on: { mousedown: (event) => { event.preventDefault(); this.take(number); } },
    },
    h("strong", {}, command.name), h("span", { className: "hint" }, ` ${command.hint}`),
    h("span", { className: "quiet" }, command.description))));
    if (open) this.text.setAttribute("aria-activedescendant", `${this.list.id}-${this.chosen}`);
    else this.text.removeAttribute("aria-activedescendant");
  }

  take(number) {
    this.put(`${this.offered[number].name} `);
  }

  onKey(event) {
    const open = this.offered.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (open && step) {
      event.preventDefault();
      this.chosen = (this.chosen + step + this.offered.length) % this.offered.length;
      this.suggest();
    } else if (open && (event.key === "Tab" || (event.key === "Enter" && !this.exact()))) {
      event.preventDefault();
      this.take(this.chosen);
    } else if (open && event.key === "Escape") {
      this.offered = [];
      this.suggest();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  exact() {
    return this.offered.some((command) => command.name === this.text.value);
  }
}

export function sendTo(person, channel, text, ts) {
  const name = text.startsWith("/") && !ts ? "command" : "say";
  return act(person, name, { channel, text, ts });
}

export const focusComposer = () => byId("composer-text").focus();
