// The elements of Block Kit that people use: buttons, menus, fields.

import { confirmed } from "./confirm.js";
import { h, icon } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { openMenu } from "./menu.js";

const label = (object) => withEmoji(object.text);

// `field` is set inside an input block: { id, describedBy, invalid }.
export function element(block, item, context, field = null) {
  const draw = ELEMENTS[item.type];
  if (!draw) return h("span", { className: "quiet" }, `[${item.type}]`);
  return draw(new Part(block, item, context, field));
}

// One element in its place: knows what was entered and how to tell the app.
class Part {
  constructor(block, item, context, field) {
    Object.assign(this, { block, item, context, field });
    this.key = `${block.block_id}/${item.action_id}`;
  }

  get attributes() {
    return {
      id: this.field?.id,
      "aria-describedby": this.field?.describedBy || undefined,
      "aria-invalid": this.field?.invalid ? "true" : undefined,
      data: { action: this.item.action_id, key: this.key },
      autofocus: this.item.focus_on_load || undefined,
    };
  }

  entered(initial) {
    const { entered } = this.context;
    return entered.has(this.key) ? entered.get(this.key) : initial;
  }

  // A field changed: remember it, and tell the app unless it waits for the form to be sent.
  async changed(value) {
    this.context.entered.set(this.key, value);
    if (this.field === null || this.block.dispatch_action) await this.tell(value);
  }

  async tell(value) {
    if (await confirmed(this.item.confirm)) await this.context.act(this.block, this.item, value);
  }
}

async function pressing(button, work) {
  button.disabled = true;
  button.classList.add("busy");
  try {
    await work();
  } finally {
    button.disabled = false;
    button.classList.remove("busy");
  }
}

function button(part) {
  const { item } = part;
  return h("button", {
    type: "button",
    className: `b-button ${item.style ?? ""}`,
    "aria-label": item.accessibility_label,
    ...part.attributes,
    on: {
      click: (event) => {
        if (item.url) window.open(item.url, "_blank", "noopener");
        pressing(event.currentTarget, () => part.tell(item.value));
      },
    },
  }, label(item.text));
}

function overflow(part) {
  return h("button", {
    type: "button", className: "icon-button b-overflow", "aria-label": "More actions", "aria-haspopup": "menu",
    ...part.attributes,
    on: {
      click: (event) => openMenu(event.currentTarget, part.item.options.map((option) => ({
        label: label(option.text), onChoose: () => part.tell(option.value),
      }))),
    },
  }, icon("more"));
}

function feedback(part) {
  const thumb = (side, name) => h("button", {
    type: "button", className: "b-thumb", title: label(side.text),
    "aria-label": side.accessibility_label ?? label(side.text),
    data: { action: part.item.action_id, value: side.value },
    on: { click: (event) => pressing(event.currentTarget, () => part.tell(side.value)) },
  }, icon(name));
  return h("span", { className: "b-feedback" },
    thumb(part.item.positive_button, "up"), thumb(part.item.negative_button, "down"));
}

function iconAction(part) {
  return h("button", {
    type: "button", className: "icon-button", title: label(part.item.text),
    "aria-label": part.item.accessibility_label ?? label(part.item.text), ...part.attributes,
    on: { click: (event) => pressing(event.currentTarget, () => part.tell(part.item.value)) },
  }, icon("trash"));
}

function allOptions(item) {
  return item.options ?? (item.option_groups ?? []).flatMap((group) => group.options);
}

function select(part) {
  const { item } = part;
  return picker(part, item.initial_option?.value, allOptions(item).map(pair),
    item.option_groups?.map((group) => [label(group.label), group.options.map(pair)]));
}

const pair = (option) => [option.value, label(option.text)];

function picker(part, initial, options, groups) {
  const chosen = part.entered(initial) ?? "";
  const choice = ([value, shown]) => h("option", { value, selected: value === chosen }, shown);
  const list = groups
    ? groups.map(([name, members]) => h("optgroup", { label: name }, members.map(choice)))
    : options.map(choice);
  const placeholder = part.item.placeholder ? label(part.item.placeholder) : "Choose…";
  return h("select", {
    className: "b-select", "aria-label": part.field ? undefined : placeholder, ...part.attributes,
    on: { change: (event) => part.changed(event.currentTarget.value || null) },
  }, h("option", { value: "", selected: chosen === "" }, placeholder), list);
}

const peopleSelect = (part) =>
  picker(part, part.item.initial_user, part.context.people.map((person) => [person.id, person.name]));

const channelSelect = (part) =>
  picker(part, part.item.initial_channel ?? part.item.initial_conversation,
    part.context.channels.filter((each) => !each.direct).map((each) => [each.id, `#${each.name}`]));

function choices(part, kind) {
  const many = kind === "checkbox";
  const first = many ? (part.item.initial_options ?? []).map((o) => o.value) : part.item.initial_option?.value;
  const now = part.entered(first);
  const isOn = (value) => (many ? (now ?? []).includes(value) : now === value);
  const box = h("div", { className: "b-choices", data: { action: part.item.action_id } });
  const collect = () => {
    const on = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    part.changed(many ? on : on[0]);
  };
  box.append(...allOptions(part.item).map((option, number) =>
    h("label", {},
      h("input", {
        type: kind, name: part.key, value: option.value, checked: isOn(option.value),
        id: number === 0 ? part.field?.id : undefined, on: { change: collect },
      }),
      h("span", {}, label(option.text), option.description
        ? h("span", { className: "quiet" }, label(option.description)) : null))));
  return box;
}

function typed(part, type, initialName = "initial_value") {
  const { item } = part;
  const common = {
    className: "b-field", placeholder: item.placeholder ? label(item.placeholder) : undefined,
    maxlength: item.max_length, minlength: item.min_length, ...part.attributes,
    value: part.entered(item[initialName]) ?? "",
    on: {
      input: (event) => part.context.entered.set(part.key, event.currentTarget.value),
      change: (event) => part.changed(event.currentTarget.value),
    },
  };
  return item.multiline ? h("textarea", { rows: 4, ...common }) : h("input", { type, ...common });
}

// A menu whose options the app gives for the letters typed.
function external(part) {
  const listId = `${part.key}-options`;
  const list = h("datalist", { id: listId });
  let offered = [];
  const chosen = part.entered(part.item.initial_option);
  const input = h("input", {
    type: "search", className: "b-field", list: listId, value: chosen ? label(chosen.text) : "",
    placeholder: part.item.placeholder ? label(part.item.placeholder) : "Type to search", ...part.attributes,
    on: {
      input: async (event) => {
        const text = event.currentTarget.value;
        const hit = offered.find((option) => label(option.text) === text);
        if (hit) return part.changed(hit);
        if (text.length < (part.item.min_query_length ?? 3)) return undefined;
        offered = await part.context.options(part.item, text);
        list.replaceChildren(...offered.map((option) => h("option", { value: label(option.text) })));
        return undefined;
      },
    },
  });
  return h("span", {}, input, list);
}

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconAction,
  static_select: select,
  external_select: external,
  users_select: peopleSelect,
  channels_select: channelSelect,
  conversations_select: channelSelect,
  multi_static_select: (part) => choices(part, "checkbox"),
  multi_users_select: (part) => peopleBoxes(part),
  multi_channels_select: (part) => channelBoxes(part, "initial_channels"),
  multi_conversations_select: (part) => channelBoxes(part, "initial_conversations"),
  radio_buttons: (part) => choices(part, "radio"),
  checkboxes: (part) => choices(part, "checkbox"),
  plain_text_input: (part) => typed(part, "text"),
  email_text_input: (part) => typed(part, "email"),
  url_text_input: (part) => typed(part, "url"),
  number_input: (part) => typed(part, "number"),
  datepicker: (part) => typed(part, "date", "initial_date"),
  timepicker: (part) => typed(part, "time", "initial_time"),
};

function peopleBoxes(part) {
  return boxes(part, part.item.initial_users, part.context.people.map((each) => [each.id, each.name]));
}

function channelBoxes(part, initialName) {
  const channels = part.context.channels.filter((each) => !each.direct);
  return boxes(part, part.item[initialName], channels.map((each) => [each.id, `#${each.name}`]));
}

function boxes(part, initial, pairs) {
  const options = pairs.map(([value, text]) => ({ value, text: { text } }));
  const item = { ...part.item, options, initial_options: options.filter((o) => (initial ?? []).includes(o.value)) };
  return choices(new Part(part.block, item, part.context, part.field), "checkbox");
}
