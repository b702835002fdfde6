// The app's home tab, as the app published it for this person.

import { act, optionsFor } from "./api.js";
import { blocks } from "./blocks.js";
import { fill, h } from "./dom.js";

let drawn = null;
const entered = new Map();

export function showHome(box, view, frame) {
  const key = JSON.stringify([frame.me, view?.id, view?.hash]);
  if (drawn === key) return;
  drawn = key;
  if (view === null) {
    fill(box, h("p", { className: "quiet empty" }, `${frame.app.name} has not put anything here yet.`));
    return;
  }
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const context = {
    ...frame.context,
    entered,
    act: (block, item, value) => act(frame.me, "click", {
      view: view.id, block_id: block.block_id, action_id: item.action_id, value, entered: Object.fromEntries(entered),
    }),
    options: (item, typed) => optionsFor(frame.me, { view: view.id }, item.action_id, typed),
  };
  fill(box, h("div", { className: "blocks" }, blocks(view.content.blocks, context)));
  if (focused) box.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}
