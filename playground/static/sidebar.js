// The left side: who you are, the channels, the app.

import { avatar } from "./avatar.js";
import { fill, h, icon } from "./dom.js";

const AUDIENCES = {
  business: "Business", executive: "Executive", sales: "Sales", marketing: "Marketing", finance: "Finance",
  support: "Support", product: "Product", engineering: "Engineering", data: "Data", security: "Security",
  operations: "Operations",
};

export const audienceName = (audience) => AUDIENCES[audience] ?? audience;

export function showSidebar(box, frame, view) {
  const key = JSON.stringify([frame.me, view, frame.unread, frame.people.length]);
  if (box.dataset.drawn === key) return;
  box.dataset.drawn = key;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  fill(box,
    h("div", { className: "workspace" },
      h("span", { className: "workspace-name" }, frame.workspace),
      h("span", { className: "badge" }, "playground")),
    h("h2", { id: "you-are" }, "You are"),
    h("div", { className: "people", role: "radiogroup", "aria-labelledby": "you-are" },
      frame.people.map((person) => personChoice(person, frame))),
    h("h2", {}, "Channels"),
    h("ul", {}, frame.channels.filter((each) => !each.direct)
      .map((each) => place(`#`, each.name, each.id, frame, view))),
    h("h2", {}, "Apps"),
    h("ul", {},
      frame.channels.filter((each) => each.direct)
        .map((each) => place("⇄", frame.app.name, each.id, frame, view)),
      frame.app.home ? place("⌂", `${frame.app.name} home`, "home", frame, view) : null),
    h("p", { className: "sidebar-foot" },
      "Nothing leaves this computer. The people, the company and their figures are made up."));
  if (focused) box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function personChoice(person, frame) {
  const on = person.id === frame.me;
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = frame.people.findIndex((each) => each.id === person.id);
    frame.become(frame.people[(at + step + frame.people.length) % frame.people.length].id);
  };
  return h("button", {
    type: "button", className: `person ${on ? "on" : ""}`, role: "radio", "aria-checked": String(on),
    tabindex: on ? "0" : "-1", data: { person: person.id, key: on ? "me" : person.id },
    on: { click: () => frame.become(person.id), keydown: move },
  },
  avatar(frame.author(person.id)),
  h("span", { className: "person-text" },
    h("span", { className: "person-name" }, person.name),
    h("span", { className: `side ${person.side}` }, audienceName(person.audience)),
    h("span", { className: "person-title" }, person.title)));
}

function place(mark, name, id, frame, view) {
  const unread = frame.unread[id] ?? 0;
  return h("li", {}, h("button", {
    type: "button", className: `place ${view === id ? "on" : ""} ${unread ? "unread" : ""}`,
    "aria-current": view === id ? "page" : undefined, data: { place: id, key: `place-${id}` },
    on: { click: () => frame.go(id) },
  },
  h("span", { className: "place-mark", "aria-hidden": "true" }, mark), h("span", {}, name),
  unread ? h("span", { className: "count", "aria-label": `${unread} unread` }, String(unread)) : null));
}

export function channelHeader(box, frame, channel, onMenu) {
  const members = channel.members.filter((id) => frame.people.some((person) => person.id === id));
  const title = channel.direct ? frame.app.name : `# ${channel.name}`;
  const topic = channel.direct ? "Your conversation with the app. Only you see it." : channel.topic;
  fill(box,
    menuButton(onMenu),
    h("div", { className: "header-text" }, h("h1", {}, title), h("p", {}, topic)),
    channel.direct ? null : h("div", { className: "header-members", title: `${members.length} people and ${frame.app.name}` },
      members.map((id) => avatar(frame.author(id), "small"))),
    shortcutsButton(frame));
}

export function homeHeader(box, frame, onMenu) {
  fill(box, menuButton(onMenu),
    h("div", { className: "header-text" }, h("h1", {}, `${frame.app.name} home`), h("p", {}, "What the app keeps for you")));
}

function menuButton(onMenu) {
  return h("button", { type: "button", className: "icon-button menu-button", "aria-label": "Show channels and people", on: { click: onMenu } }, icon("menu"));
}

function shortcutsButton(frame) {
  const shortcuts = frame.app.shortcuts.filter((each) => each.kind === "global");
  if (shortcuts.length === 0) return null;
  return h("button", { type: "button", className: "b-button", "aria-haspopup": "menu", on: { click: (event) => frame.shortcuts(event.currentTarget, shortcuts) } }, "Shortcuts");
}
