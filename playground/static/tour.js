// A short list of things to try, ticked off as a newcomer does them.

import { fill, h, icon, iconButton } from "./dom.js";

const STORE = "parlance-tour";

function load() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE)) ?? {};
  } catch {
    return {};
  }
}

const done = load();

export function tick(step) {
  if (done[step]) return;
  done[step] = true;
  sessionStorage.setItem(STORE, JSON.stringify(done));
}

const STEPS = (frame) => [
  {
    id: "translate",
    text: "Say a sentence in the other side's words:",
    example: frame.example,
  },
  { id: "shortcut", text: "Point at somebody's message and press", mark: "bolt", after: "Translate jargon." },
  { id: "glossary", text: "Teach it a word of your own:", example: "/glossary add runway" },
  { id: "switch", text: "Become somebody of the other side, on the left, and try again." },
];

export function showTour(box, frame, insert) {
  const key = JSON.stringify([done, frame.me]);
  if (box.dataset.drawn === key) return;
  box.dataset.drawn = key;
  box.hidden = Boolean(done.closed);
  if (done.closed) return;
  const steps = STEPS(frame);
  const next = steps.find((step) => !done[step.id]);
  const close = () => {
    tick("closed");
    showTour(box, frame, insert);
  };
  fill(box,
    h("div", { className: "tour-head" },
      h("strong", {}, next ? "New here? Try this" : "That's the tour. You know Parlance now."),
      h("span", { className: "tour-dots", "aria-hidden": "true" },
        steps.map((step) => h("span", { className: done[step.id] ? "dot done" : "dot" }))),
      iconButton("close", "Hide these hints", close)),
    next ? h("div", { className: "tour-step" }, stepText(next), example(next, insert)) : null,
    h("ol", { className: "tour-list visually-hidden" }, steps.map((step) =>
      h("li", {}, `${step.text}${done[step.id] ? " (done)" : ""}`))));
}

function stepText(step) {
  return h("span", {}, step.text, step.mark ? [" ", icon(step.mark), " "] : " ", step.after ?? "");
}

function example(step, insert) {
  if (!step.example) return null;
  return h("button", { type: "button", className: "example", title: "Put this into the message box", on: { click: () => insert(step.example) } },
    h("code", {}, step.example), h("span", { className: "example-hint" }, "Use it"));
}
