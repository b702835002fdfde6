// The messages of a conversation: drawn once each, drawn again only when they changed.

import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { blocks } from "./blocks.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { emoji, REACTIONS, withEmoji } from "./emoji.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";

// One list of messages on the page. `options.inThread` leaves out what only makes sense outside.
export class MessageList {
  constructor(box, options = {}) {
    this.box = box;
    this.options = options;
    this.nodes = new Map(); // ts -> { key, node }
    this.place = null;
    this.day = null;
    this.following = true; // Whether the newest message is to stay in sight.
    this.resting = 0;
    box.addEventListener("scroll", () => { this.following = this.isAtEnd(); });
    // A thread that opens beside the channel makes it narrower, and so its messages longer.
    new ResizeObserver(() => { if (this.following) this.scrollToEnd(); }).observe(box);
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.box;
    return scrollTop === this.resting || scrollHeight - scrollTop - clientHeight < 120;
  }

  show(place, messages, frame) {
    const fresh = place !== this.place;
    if (fresh) {
      this.place = place;
      this.nodes.clear();
      this.box.setAttribute("aria-busy", "true");
      fill(this.box);
    }
    const follow = fresh || this.following;
    const grew = this.update(messages, frame);
    if (fresh) this.box.setAttribute("aria-busy", "false");
    if (follow && (fresh || grew)) this.scrollToEnd();
  }

  // Down to the newest message, but never past its first line.
  scrollToEnd() {
    const last = this.box.querySelector("article:last-of-type");
    const top = last ? last.offsetTop - this.box.offsetTop - 8 : 0;
    this.box.scrollTop = Math.min(this.box.scrollHeight - this.box.clientHeight, top);
    this.resting = this.box.scrollTop;
    this.following = true;
  }

  update(messages, frame) {
    this.showDay(messages);
    const kept = new Set(messages.map((message) => message.ts));
    for (const [ts, { node }] of this.nodes) {
      if (!kept.has(ts)) {
        node.remove();
        this.nodes.delete(ts);
      }
    }
    let grew = false;
    let before = this.day;
    let previous = null;
    for (const message of messages) {
      grew = this.place_(message, previous, before, frame) || grew;
      before = this.nodes.get(message.ts).node;
      previous = message;
    }
    return grew;
  }

  // The line above the first message that says which day it was.
  showDay(messages) {
    if (this.day?.isConnected || this.options.inThread || messages.length === 0) return;
    const day = new Date(Number(messages[0].ts) * 1000);
    const today = day.toDateString() === new Date().toDateString();
    const name = today ? "Today" : day.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
    this.day = h("div", { className: "day", role: "separator" }, name);
    this.box.prepend(this.day);
  }

  // Put one message after `before`; true when it is new or was drawn again.
  place_(message, previous, before, frame) {
    const replies = this.options.inThread ? 0 : frame.replies(message);
    const continued = continues(message, previous);
    const key = JSON.stringify([message, replies, continued, frame.names.version]);
    const old = this.nodes.get(message.ts);
    if (old?.key === key) return false;
    const node = draw(message, { ...frame, replyCount: replies, continued, inThread: this.options.inThread });
    const focused = old?.node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    if (old) old.node.replaceWith(node);
    else if (before) before.after(node);
    else this.box.prepend(node);
    if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    this.nodes.set(message.ts, { key, node });
    return true;
  }
}

// Within five minutes of the same author's last message Slack leaves the name out.
function continues(message, previous) {
  return previous !== null && previous.author === message.author && !message.ephemeral && !previous.ephemeral
    && Number(message.ts) - Number(previous.ts) < 300;
}

function draw(message, frame) {
  const author = frame.author(message.author);
  const moment = new Date(Number(message.ts) * 1000);
  const time = h("time", { datetime: moment.toISOString(), title: moment.toLocaleString("en-GB") },
    moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  const head = h("div", { className: "message-head" },
    h("span", { className: "author" }, author.name),
    author.bot ? h("span", { className: "badge" }, "APP") : null,
    time);
  return h("article", {
    className: `message ${message.ephemeral ? "ephemeral" : ""} ${frame.continued ? "continued" : ""}`,
    "aria-label": `${author.name}${message.ephemeral ? ", only visible to you" : ""}`,
    data: { ts: message.ts },
  },
  h("div", { className: "message-side" }, frame.continued ? time.cloneNode(true) : avatar(author)),
  h("div", { className: "message-main" },
    message.ephemeral ? ephemeralNote(message, frame) : null,
    frame.continued ? null : head,
    body(message, frame),
    reactions(message, frame),
    frame.replyCount > 0 ? replyLink(message, frame) : null),
  toolbar(message, frame));
}

function ephemeralNote(message, frame) {
  const dismiss = () => act(frame.me, "dismiss", { channel: message.channel, ts: message.ts });
  return h("div", { className: "only-you" }, icon("eye"), "Only visible to you",
    h("button", { type: "button", className: "link-button", on: { click: dismiss } }, "Dismiss"));
}

function body(message, frame) {
  const context = {
    ...frame.context,
    entered: frame.entered(message),
    act: (block, item, value) => act(frame.me, "click", {
      channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: item.action_id, value,
    }),
    options: () => [],
  };
  const content = message.blocks.length
    ? h("div", { className: "blocks" }, blocks(message.blocks, context))
    : h("div", { className: "message-text" }, mrkdwn(message.text, frame.names),
      message.edited ? h("span", { className: "quiet" }, " (edited)") : null);
  return [content, message.attachments.map((each) => attachment(each, context)), message.files.map(file)];
}

function attachment(item, context) {
  const content = item.blocks
    ? blocks(item.blocks, context)
    : [item.title ? h("strong", {}, withEmoji(item.title)) : null, mrkdwn(item.text ?? item.fallback ?? "", context.names)];
  return h("div", { className: "attachment" }, content);
}

const file = (item) => h("div", { className: "file" }, h("strong", {}, item.title ?? item.name),
  h("span", { className: "quiet" }, ` ${item.size ?? 0} bytes`));

function reactions(message, frame) {
  if (message.reactions.length === 0) return null;
  return h("div", { className: "reactions" }, message.reactions.map(({ name, users }) => h("button", {
    type: "button",
    className: `reaction ${users.includes(frame.me) ? "mine" : ""}`,
    "aria-pressed": String(users.includes(frame.me)),
    title: `${users.map((user) => frame.author(user).name).join(", ")} reacted with :${name}:`,
    data: { key: `reaction-${name}` },
    on: { click: () => act(frame.me, "react", { channel: message.channel, ts: message.ts, emoji: name }) },
  }, `${emoji(name)} ${users.length}`)));
}

function replyLink(message, frame) {
  const count = frame.replyCount;
  return h("button", { type: "button", className: "link-button replies", on: { click: () => frame.openThread(message.ts) } },
    `${count} ${count === 1 ? "reply" : "replies"}`);
}

function toolbar(message, frame) {
  const where = { channel: message.channel, ts: message.ts };
  const shortcuts = frame.app.shortcuts.filter((each) => each.kind === "message");
  const quick = (each) => iconButton("bolt", each.name, () => act(frame.me, "shortcut", { ...where, callback_id: each.id }),
    { data: { shortcut: each.id } });
  const react = (event) => openMenu(event.currentTarget, REACTIONS.map((name) => ({
    label: `${emoji(name)}  ${name.replaceAll("_", " ")}`,
    onChoose: () => act(frame.me, "react", { ...where, emoji: name }),
  })));
  if (message.ephemeral) return null;
  return h("div", { className: "toolbar", role: "group", "aria-label": "Message actions" },
    shortcuts.slice(0, 1).map(quick),
    iconButton("smile", "Add a reaction", react, { "aria-haspopup": "menu" }),
    frame.inThread ? null : iconButton("reply", "Reply in thread", () => frame.openThread(message.thread ?? message.ts)),
    iconButton("more", "More actions", (event) => moreMenu(event.currentTarget, message, where, shortcuts, frame),
      { "aria-haspopup": "menu" }));
}

function moreMenu(anchor, message, where, shortcuts, frame) {
  const entries = shortcuts.map((each) => ({
    label: `${each.name}  ·  ${frame.app.name}`,
    onChoose: () => act(frame.me, "shortcut", { ...where, callback_id: each.id }),
  }));
  if (message.author === frame.me) {
    entries.push(null,
      { label: "Edit message", onChoose: () => frame.edit(message) },
      { label: "Delete message", onChoose: () => act(frame.me, "delete", where) });
  }
  openMenu(anchor, entries);
}
