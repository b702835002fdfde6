// The thread beside a channel.

import { Composer, sendTo } from "./composer.js";
import { byId, fill, h, iconButton } from "./dom.js";
import { MessageList } from "./messages.js";

let list = null;
let root = null;

export function showThread(box, frame, channel, ts, close) {
  const open = ts !== null;
  box.hidden = !open;
  byId("window").classList.toggle("with-thread", open);
  if (!open) {
    root = null;
    return;
  }
  if (root !== ts) build(box, frame, channel, ts, close);
  const messages = channel.messages.filter((message) => message.ts === ts || message.thread === ts);
  list.show(`${frame.me}/${ts}`, messages, frame);
}

function build(box, frame, channel, ts, close) {
  root = ts;
  const messages = h("div", { className: "messages", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": "Replies" });
  const form = h("form", { className: "composer" });
  fill(box,
    h("header", { className: "channel-header" },
      h("div", { className: "header-text" }, h("h1", {}, "Thread"), h("p", {}, channel.direct ? "" : `# ${channel.name}`)),
      iconButton("close", "Close thread", close)),
    messages, form);
  list = new MessageList(messages, { inThread: true });
  const composer = new Composer(form, {
    id: "thread-text", label: "Reply…", commands: () => [],
    send: (text) => sendTo(frame.me, channel.id, text, ts),
  });
  composer.text.focus();
  box.onkeydown = (event) => { if (event.key === "Escape" && !composer.text.value) close(); };
}
