// The small dialog that Block Kit's `confirm` asks for before an act.

import { h } from "./dom.js";

export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = h("dialog", { className: "confirm" },
      h("h2", {}, question.title.text),
      h("p", {}, question.text.text),
      h("form", { method: "dialog", className: "dialog-buttons" },
        h("button", { value: "no", className: "b-button" }, question.deny.text),
        h("button", { value: "yes", className: `b-button ${question.style ?? "primary"}` }, question.confirm.text)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
