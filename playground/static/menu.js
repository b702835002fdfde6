// A pop-up menu under a button: arrow keys move, Escape closes, focus goes back to the button.

import { h } from "./dom.js";

let close = () => {};

// `entries`: [{ label, onChoose }] with null for a dividing line.
export function openMenu(anchor, entries) {
  close();
  const items = entries.map((entry) => entry === null
    ? h("hr")
    : h("button", { type: "button", role: "menuitem", on: { click: () => { close(); entry.onChoose(); } } }, entry.label));
  const menu = h("div", { className: "menu", role: "menu" }, items);
  document.body.append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  const buttons = [...menu.querySelectorAll("button")];
  const outside = (event) => { if (!menu.contains(event.target)) close(); };
  close = () => {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    close = () => {};
    anchor.focus();
  };
  menu.addEventListener("keydown", (event) => onKey(event, buttons));
  document.addEventListener("pointerdown", outside, true);
  buttons[0]?.focus();
}

function onKey(event, buttons) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (step) {
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  }
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.max(8, Math.min(box.right - width, window.innerWidth - width - 8));
  const below = box.bottom + 4;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, box.top - height - 4) : below;
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${top}px`);
}
