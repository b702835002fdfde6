// Slack's text markup as DOM nodes. What was sent is only ever shown as text, never as HTML.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// `names` answers what an id is called: { person(id), channel(id) }.
export function mrkdwn(text, names) {
  const nodes = [];
  for (const part of text.split(/(```[\s\S]*?```)/)) {
    if (part.startsWith("```") && part.length > 6) {
      nodes.push(h("pre", { className: "code-block" }, unescape(part.slice(3, -3).replace(/^\n/, ""))));
    } else {
      nodes.push(...lines(part, names));
    }
  }
  return nodes;
}

function lines(text, names) {
  const nodes = [];
  let quote = null;
  for (const [number, line] of text.split("\n").entries()) {
    const quoted = line.startsWith("&gt;") ? line.slice(4).trimStart() : null;
    if (quoted !== null) {
      if (quote === null) nodes.push((quote = h("blockquote")));
      else quote.append(h("br"));
      quote.append(...inline(quoted, names));
    } else {
      if (number > 0 && quote === null) nodes.push(h("br"));
      quote = null;
      nodes.push(...inline(line, names));
    }
  }
  return nodes;
}

const SPAN = /`([^`]+)`|<([^<>]+)>|(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])|(?<![\w~])~(?=\S)([^~]+?)(?<=\S)~(?![\w~])/g;

function inline(text, names) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(SPAN)) {
    nodes.push(words(text.slice(at, match.index)));
    const [, code, token, bold, italic, struck] = match;
    if (code !== undefined) nodes.push(h("code", {}, unescape(code)));
    else if (token !== undefined) nodes.push(reference(token, names));
    else if (bold !== undefined) nodes.push(h("strong", {}, inline(bold, names)));
    else if (italic !== undefined) nodes.push(h("em", {}, inline(italic, names)));
    else nodes.push(h("s", {}, inline(struck, names)));
    at = match.index + match[0].length;
  }
  nodes.push(words(text.slice(at)));
  return nodes;
}

const words = (text) => document.createTextNode(withEmoji(unescape(text)));

function reference(token, names) {
  const [target, label] = split(token);
  if (target.startsWith("@")) return mention(`@${names.person(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith("#")) return mention(`#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith("!date^")) return words(date(target, label));
  if (target.startsWith("!subteam^")) return mention(label ?? "@group");
  if (target.startsWith("!")) return mention(`@${target.slice(1)}`);
  return link(unescape(target), unescape(label ?? target.replace(/^mailto:/, "")));
}

function split(token) {
  const bar = token.indexOf("|");
  return bar < 0 ? [token, undefined] : [token.slice(0, bar), token.slice(bar + 1)];
}

const mention = (text) => h("span", { className: "mention" }, text);

export function link(target, label) {
  if (!/^(https?:|mailto:)/.test(target)) return document.createTextNode(label);
  return h("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, label);
}

// <!date^seconds^{date_num} {time}|fallback>
function date(target, fallback) {
  const [, seconds, format] = target.split("^");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback ?? "";
  const day = (options) => moment.toLocaleDateString("en-GB", options);
  const clock = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const parts = {
    date_num: moment.toISOString().slice(0, 10),
    date: day({ day: "numeric", month: "long", year: "numeric" }),
    date_short: day({ day: "numeric", month: "short", year: "numeric" }),
    date_long: day({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    time: clock,
    time_secs: moment.toLocaleTimeString("en-GB"),
    ago: relative(moment),
  };
  return (format ?? "{date}").replace(/\{(\w+?)(_pretty)?\}/g, (whole, name) => parts[name] ?? whole);
}

function relative(moment) {
  const minutes = Math.round((Date.now() - moment.getTime()) / 60000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 1440 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 1440)} days ago`;
}

// The `markdown` block: headings, lists, quotes and the usual inline marks of Markdown.
export function markdown(text, names) {
  const nodes = [];
  let list = null;
  for (const line of text.split("\n")) {
    const item = /^\s*(?:[-*+]|(\d+)\.)\s+(.*)$/.exec(line);
    if (item) {
      list ??= nodes[nodes.push(h(item[1] ? "ol" : "ul")) - 1];
      list.append(h("li", {}, markdownInline(item[2], names)));
      continue;
    }
    list = null;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (heading) nodes.push(h("h4", {}, markdownInline(heading[2], names)));
    else if (line.startsWith("> ")) nodes.push(h("blockquote", {}, markdownInline(line.slice(2), names)));
    else if (line.trim()) nodes.push(h("p", {}, markdownInline(line, names)));
  }
  return nodes;
}

const MARKDOWN_SPAN = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*|_([^_\s][^_]*)_|\[([^\]]+)\]\(([^)\s]+)\)|<([@#!][^<>]+)>/g;

function markdownInline(text, names) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(MARKDOWN_SPAN)) {
    nodes.push(words(text.slice(at, match.index)));
    const [, code, bold, star, score, label, target, token] = match;
    if (code !== undefined) nodes.push(h("code", {}, unescape(code)));
    else if (bold !== undefined) nodes.push(h("strong", {}, markdownInline(bold, names)));
    else if (star !== undefined || score !== undefined) nodes.push(h("em", {}, words(star ?? score)));
    else if (token !== undefined) nodes.push(reference(token, names));
    else nodes.push(link(target, label));
    at = match.index + match[0].length;
  }
  nodes.push(words(text.slice(at)));
  return nodes;
}
