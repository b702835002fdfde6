// The rich_text block: Slack's own tree of formatted text.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

export function richText(block, names) {
  return h("div", { className: "b-rich" }, block.elements.map((part) => part_(part, names)));
}

function part_(part, names) {
  if (part.type === "rich_text_list") {
    const items = part.elements.map((item) => h("li", {}, item.elements.map((leaf) => leaf_(leaf, names))));
    return h(part.style === "ordered" ? "ol" : "ul", {}, items);
  }
  const leaves = part.elements.map((leaf) => leaf_(leaf, names));
  if (part.type === "rich_text_preformatted") return h("pre", { className: "code-block" }, leaves);
  if (part.type === "rich_text_quote") return h("blockquote", {}, leaves);
  return h("p", {}, leaves);
}

const LEAVES = {
  text: (leaf) => document.createTextNode(leaf.text),
  link: (leaf) => link(leaf.url, leaf.text ?? leaf.url),
  emoji: (leaf) => document.createTextNode(emoji(leaf.name)),
  user: (leaf, names) => h("span", { className: "mention" }, `@${names.person(leaf.user_id) ?? leaf.user_id}`),
  channel: (leaf, names) => h("span", { className: "mention" }, `#${names.channel(leaf.channel_id) ?? leaf.channel_id}`),
  broadcast: (leaf) => h("span", { className: "mention" }, `@${leaf.range}`),
  usergroup: () => h("span", { className: "mention" }, "@group"),
};

function leaf_(leaf, names) {
  const style = leaf.style ?? {};
  let node = (LEAVES[leaf.type] ?? LEAVES.text)(leaf, names);
  for (const [mark, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"]]) {
    if (style[mark]) node = h(tag, {}, node);
  }
  return node;
}
