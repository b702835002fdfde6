// A person's modals: the one on top is shown, filled from Block Kit, with focus kept inside it.

import { act, optionsFor } from "./api.js";
import { blocks, plain } from "./blocks.js";
import { byId, fill, focusable, h, iconButton, trapFocus } from "./dom.js";

let shown = null; // What stands in the window: { id, key, entered }.
let opener = null; // Where the focus was before.

export function showModal(view, frame) {
  const root = byId("modal-root");
  if (view === null) return hide(root);
  const key = JSON.stringify([view.id, view.hash, view.errors, view.trouble]);
  if (shown?.key === key) return undefined;
  const same = shown?.id === view.id;
  if (shown === null) opener = document.activeElement;
  const focused = same ? document.activeElement?.dataset?.key : undefined;
  const scrolled = same ? root.querySelector(".modal-body").scrollTop : 0;
  shown = { id: view.id, key, entered: same ? shown.entered : new Map() };
  const dialog = draw(view, frame, shown.entered);
  fill(root, h("div", { className: "backdrop" }, dialog));
  byId("window").inert = true;
  dialog.querySelector(".modal-body").scrollTop = scrolled;
  focusIn(dialog, focused);
  return undefined;
}

function hide(root) {
  if (shown === null) return;
  shown = null;
  fill(root);
  byId("window").inert = false;
  if (opener?.isConnected) opener.focus();
  else byId("composer-text")?.focus();
}

function draw(view, frame, entered) {
  const { content } = view;
  const close = () => act(frame.me, "close");
  const context = {
    ...frame.context,
    entered,
    errors: view.errors,
    act: (block, item, value) => act(frame.me, "click", {
      view: view.id, block_id: block.block_id, action_id: item.action_id, value,
      entered: Object.fromEntries(entered),
    }),
    options: (item, typed) => optionsFor(frame.me, { view: view.id }, item.action_id, typed),
  };
  const submit = async (event) => {
    event.preventDefault();
    const button = event.currentTarget.querySelector("button[type=submit]");
    if (!content.submit || button.disabled) return;
    button.disabled = true;
    button.classList.add("busy");
    await act(frame.me, "submit", { view: view.id, entered: Object.fromEntries(entered) });
    button.disabled = false;
    button.classList.remove("busy");
  };
  const form = h("form", { className: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title",
    novalidate: true, on: { submit } },
    h("header", {},
      h("h2", { id: "modal-title", tabindex: "-1" }, plain(content.title)),
      iconButton("close", "Close", close)),
    h("div", { className: "modal-body", tabindex: "0", "aria-live": "polite" },
      blocks(content.blocks, context),
      view.trouble ? h("p", { className: "field-error", role: "alert" }, view.trouble) : null),
    h("footer", {},
      h("button", { type: "button", className: "b-button", on: { click: close } },
        content.close ? plain(content.close) : "Close"),
      content.submit
        ? h("button", { type: "submit", className: "b-button primary" }, plain(content.submit))
        : null));
  // Who corrects a field need not look at the complaint any longer.
  form.addEventListener("input", (event) => {
    event.target.removeAttribute("aria-invalid");
    event.target.closest(".b-input")?.classList.add("touched");
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    trapFocus(form, event);
  });
  return form;
}

function focusIn(dialog, key) {
  const again = key && dialog.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const wrong = dialog.querySelector("[aria-invalid=true], .field-error ~ * input");
  const wanted = dialog.querySelector("[autofocus]");
  const fields = focusable(dialog.querySelector(".modal-body")).filter((node) => node.matches("input, textarea, select"));
  const target = wrong ?? again ?? wanted ?? fields[0] ?? dialog.querySelector("h2");
  target.focus({ preventScroll: !wrong && target === fields[0] });
}
