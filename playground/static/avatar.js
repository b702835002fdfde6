// People's pictures: their first letter on their own colour; the app's is its mark.

import { h } from "./dom.js";

export function avatar(who, size = "") {
  const mark = who.bot ? "⇄" : who.name.slice(0, 1);
  return h("span", { className: `avatar ${size} tone-${who.tone}`, "aria-hidden": "true" }, mark);
}
