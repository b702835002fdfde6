// The page's heart: which person looks at which place, and drawing what they see.

import { act, watch } from "./api.js";
import { Composer, focusComposer, sendTo } from "./composer.js";
import { byId, toast } from "./dom.js";
import { showHome } from "./home.js";
import { openMenu } from "./menu.js";
import { MessageList } from "./messages.js";
import { showModal } from "./modal.js";
import { channelHeader, homeHeader, showSidebar } from "./sidebar.js";
import { showThread } from "./thread.js";
import { showTour, tick } from "./tour.js";

const FIRST_PERSON = "U0TOM";
const HOME = "home";

const state = {
  me: sessionStorage.getItem("parlance-me") ?? FIRST_PERSON,
  place: "C0LAUNCH",
  thread: null,
  world: null,
  stop: () => {},
  editing: null,
};
const seen = new Map(); // person/channel -> ts of the last message that was looked at
const typedInto = new Map(); // message -> what stands in its fields
const list = new MessageList(byId("messages"));
const composer = new Composer(byId("composer"), {
  id: "composer-text", label: "Message", commands: () => state.world?.app.commands ?? [], send,
});

function connect() {
  state.stop();
  state.stop = watch(state.me, (world) => { state.world = world; render(); }, offline);
}

function offline(isOff) {
  document.body.classList.toggle("offline", isOff);
}

async function send(text) {
  if (state.editing) {
    const { channel, ts } = state.editing;
    state.editing = null;
    return act(state.me, "edit", { channel, ts, text });
  }
  return sendTo(state.me, channelNow().id, text);
}

function become(person) {
  if (person === state.me) return;
  state.me = person;
  sessionStorage.setItem("parlance-me", person);
  state.thread = null;
  if (state.place.startsWith("D")) state.place = "C0LAUNCH";
  tick("switch");
  connect();
  if (state.place === HOME) act(person, "home");
}

function go(place) {
  state.place = place;
  state.thread = null;
  byId("window").classList.remove("show-sidebar");
  render();
  if (place === HOME) act(state.me, "home");
  else focusComposer();
  if (place.startsWith("D")) act(state.me, "home", { tab: "messages" });
}

function openThread(ts) {
  state.thread = ts;
  render();
}

const channelNow = () => state.world.channels.find((channel) => channel.id === state.place) ?? state.world.channels[0];

function authors(world) {
  const known = new Map(world.people.map((person, number) => [person.id, { ...person, tone: number + 1 }]));
  known.set(world.app.user, { name: world.app.name, bot: true, tone: "app" });
  known.set("USLACKBOT", { name: "Slackbot", bot: true, tone: "bot" });
  return (id) => known.get(id) ?? { name: "Other app", bot: true, tone: "bot" };
}

// What every part of the page needs to draw itself.
function frameOf(world) {
  const author = authors(world);
  const names = {
    person: (id) => (id === world.app.user || world.people.some((each) => each.id === id) ? author(id).name : undefined),
    channel: (id) => world.channels.find((each) => each.id === id)?.name,
  };
  const channel = channelNow();
  return {
    ...world, author, names, become, go, openThread,
    context: { names, people: world.people, channels: world.channels },
    unread: unread(world),
    entered: (message) => memory(`${message.channel}/${message.ts}`),
    replies: (message) => channel.messages.filter((each) => each.thread === message.ts && each.ts !== message.ts).length,
    edit: (message) => { state.editing = message; composer.put(plainText(message.text, names)); },
    shortcuts: (anchor, entries) => openMenu(anchor, entries.map((each) => ({
      label: each.name, onChoose: () => act(state.me, "global_shortcut", { callback_id: each.id }),
    }))),
  };
}

function memory(key) {
  if (!typedInto.has(key)) typedInto.set(key, new Map());
  return typedInto.get(key);
}

const plainText = (text, names) => text
  .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => `@${names.person(id) ?? id}`)
  .replace(/<#(\w+)(?:\|([^>]*))?>/g, (whole, id, name) => `#${names.channel(id) ?? name ?? id}`)
  .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1")
  .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// A person's first look counts everything as read.
function unread(world) {
  const counts = {};
  for (const channel of world.channels) {
    const key = `${world.me}/${channel.id}`;
    const last = channel.messages.at(-1)?.ts ?? "0";
    if (!seen.has(key) || (channel.id === state.place && !document.hidden)) seen.set(key, last);
    counts[channel.id] = channel.messages.filter((each) => each.ts > seen.get(key) && each.author !== world.me).length;
  }
  return counts;
}

function render() {
  const { world } = state;
  if (world === null || world.me !== state.me) return;
  const frame = frameOf(world);
  const atHome = state.place === HOME;
  const channel = channelNow();
  showSidebar(byId("sidebar"), frame, atHome ? HOME : channel.id);
  byId("home").hidden = !atHome;
  for (const id of ["messages", "composer", "tour"]) byId(id).hidden = atHome;
  if (atHome) {
    homeHeader(byId("channel-header"), frame, showMenu);
    showHome(byId("home"), world.home, frame);
  } else {
    showChannel(channel, frame);
  }
  showThread(byId("thread"), frame, channel, atHome ? null : state.thread, () => openThread(null));
  showModal(world.modal, frame);
}

function showChannel(channel, frame) {
  channelHeader(byId("channel-header"), frame, channel, showMenu);
  showTour(byId("tour"), frame, (text) => composer.put(text));
  const messages = channel.messages.filter((each) => !each.thread || each.thread === each.ts || each.broadcast);
  list.show(`${frame.me}/${channel.id}`, messages, frame);
  composer.rename(`Message ${channel.direct ? frame.app.name : `#${channel.name}`} as ${frame.author(frame.me).name}`);
  document.title = `${channel.direct ? frame.app.name : `#${channel.name}`} · Parlance playground`;
}

function showMenu() {
  byId("window").classList.toggle("show-sidebar");
}

// The tour follows what people really do.
document.addEventListener("acted", ({ detail }) => {
  if (detail.name === "shortcut") tick("shortcut");
  if (detail.name === "command" && detail.text.startsWith("/translate ")) tick("translate");
  if (detail.name === "command" && /^\/glossary\s+add/.test(detail.text)) tick("glossary");
  render();
});
window.addEventListener("unhandledrejection", (event) => toast(String(event.reason)));
connect();
