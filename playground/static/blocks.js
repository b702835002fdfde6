// Block Kit as DOM nodes. `context` is what stands around the blocks:
// { names, people, channels, entered: Map, errors, act(block, element, value), options(element, typed) }.

import { chart } from "./chart.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { element } from "./elements.js";
import { markdown, mrkdwn } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const BLOCKS = {
  section,
  header: (block) => h("h3", { className: "b-header" }, plain(block.text)),
  divider: () => h("hr"),
  context: (block, context) =>
    h("div", { className: "b-context" }, block.elements.map((item) =>
      item.type === "image" ? image(item) : h("div", {}, text(item, context)))),
  actions: (block, context) =>
    h("div", { className: "b-actions" }, block.elements.map((item) => element(block, item, context))),
  context_actions: (block, context) =>
    h("div", { className: "b-actions b-context-actions" }, block.elements.map((item) => element(block, item, context))),
  input,
  image: (block) => h("figure", {}, image(block), block.title ? h("figcaption", {}, plain(block.title)) : null),
  markdown: (block, context) => h("div", { className: "b-markdown" }, markdown(block.text, context.names)),
  rich_text: (block, context) => richText(block, context.names),
  table,
  data_table: table,
  data_visualization: chart,
  alert: (block, context) =>
    h("div", { className: `b-alert ${block.level ?? "default"}`, role: "note" }, text(block.text, context)),
  card,
  carousel: (block, context) =>
    h("div", { className: "b-carousel" }, block.elements.map((item) => card(item, context))),
  container,
  task_card: (block) => h("div", { className: "b-task" }, `${block.title} · ${block.status.replace("_", " ")}`),
  plan: (block) => h("div", { className: "b-plan" }, h("strong", {}, block.title),
    (block.tasks ?? []).map((task) => BLOCKS.task_card(task))),
};

export function blocks(list, context) {
  return list.map((block) => {
    const draw = BLOCKS[block.type];
    const node = draw ? draw(block, context) : h("p", { className: "quiet" }, `[${block.type}]`);
    node.dataset.block = block.block_id ?? "";
    return node;
  });
}

export function text(object, context) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, context.names) : plain(object);
}

export const plain = (object) => withEmoji(object.text);

function section(block, context) {
  return h("div", { className: "b-section" },
    h("div", { className: "b-section-body" },
      block.text ? h("div", { className: "b-text" }, text(block.text, context)) : null,
      block.fields
        ? h("div", { className: "b-fields" }, block.fields.map((field) => h("div", {}, text(field, context))))
        : null),
    block.accessory ? h("div", { className: "b-accessory" }, element(block, block.accessory, context)) : null);
}

function input(block, context) {
  const id = `${block.block_id}/${block.element.action_id}`;
  const error = context.errors?.[block.block_id];
  const group = ["radio_buttons", "checkboxes"].includes(block.element.type);
  const label = [plain(block.label), block.optional ? h("span", { className: "quiet" }, " (optional)") : null];
  const described = [error ? `${id}-error` : "", block.hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  const field = element(block, block.element, context, { id, describedBy: described, invalid: Boolean(error) });
  const below = [
    error ? h("p", { className: "field-error", id: `${id}-error` }, error) : null,
    block.hint ? h("p", { className: "hint", id: `${id}-hint` }, plain(block.hint)) : null,
  ];
  return group
    ? h("fieldset", { className: "b-input" }, h("legend", {}, label), field, below)
    : h("div", { className: "b-input" }, h("label", { for: id }, label), field, below);
}

// Pictures of elsewhere are not loaded: the page fetches nothing from outside.
function image(item) {
  return h("span", { className: "b-image", role: "img", "aria-label": item.alt_text }, item.alt_text);
}

function table(block, context) {
  const cell = (item) => item.type === "rich_text" ? richText(item, context.names) : String(item.text ?? item.value);
  const row = (cells, tag) => h("tr", {}, cells.map((item) => h(tag, {}, cell(item))));
  const [head, ...rest] = block.rows;
  return h("div", { className: "b-table", tabindex: "0" },
    h("table", {},
      block.caption ? h("caption", {}, block.caption) : null,
      h("thead", {}, row(head, "th")),
      h("tbody", {}, rest.map((cells) => row(cells, "td")))));
}

function card(block, context) {
  return h("div", { className: "b-card" },
    block.title ? h("strong", {}, text(block.title, context)) : null,
    block.subtitle ? h("div", { className: "quiet" }, text(block.subtitle, context)) : null,
    block.body ? h("div", {}, text(block.body, context)) : null,
    block.actions
      ? h("div", { className: "b-actions" }, block.actions.map((item) => element(block, item, context)))
      : null);
}

function container(block, context) {
  const title = block.title ? text(block.title, context) : richText(block.rich_text_title, context.names);
  const inside = [
    block.subtitle ? h("div", { className: "quiet" }, text(block.subtitle, context)) : null,
    ...blocks(block.child_blocks, context),
  ];
  return block.is_collapsible
    ? h("details", { className: "b-container", open: !block.default_collapsed }, h("summary", {}, title), inside)
    : h("div", { className: "b-container" }, h("strong", {}, title), inside);
}
