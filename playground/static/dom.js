// Small helpers for building the page. Data only ever becomes text nodes or attributes, never markup.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else if (name === "value" || name === "checked" || name === "selected") {
      node[name] = value;
    } else {
      node.setAttribute(name === "className" ? "class" : name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null));
  return node;
}

// Drawn once, used by reference: a few line icons, 20 by 20.
const ICONS = {
  smile: "M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM7.500 8v.5M12.500 8v.5M6.800 12c1.600 2.400 4.800 2.400 6.400 0",
  reply: "M4 4h12v9H9l-4 3.500V13H4z",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  close: "m5 5 10 10M15 5 5 15",
  send: "M3 4.500 17.500 10 3 15.500 5 10zM5 10h6",
  eye: "M1.500 10S5 4.500 10 4.500 18.500 10 18.500 10 15 15.500 10 15.500 1.500 10 1.500 10zM10 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5",
  up: "M6 9h-3v8h3zM6 16.500l2 .5h5.500c1 0 1.800-.7 2-1.600l1-4.800c.200-1.200-.7-2.100-1.800-2.100H11l.500-3.700C11.600 3.500 10.800 3 10 3L6.200 9",
  down: "M6 11H3V3h3zM6 3.500 8 3h5.500c1 0 1.800.7 2 1.600l1 4.800c.200 1.200-.7 2.100-1.800 2.100H11l.500 3.700c.100 1.300-.7 1.800-1.500 1.800L6.200 11",
  bolt: "M11 2 4 11.500h5L8.500 18 16 8h-5.500z",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  trash: "M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.7 11h7.600l.7-11M8.500 8.500v5M11.500 8.500v5",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onClick, extra = {}) {
  return h(
    "button",
    { type: "button", className: "icon-button", "aria-label": label, title: label, ...extra, on: { click: onClick } },
    icon(name),
  );
}

export function toast(text) {
  const note = h("div", { className: "toast" }, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}

// Pressing Tab inside `box` stays inside it.
export function trapFocus(box, event) {
  if (event.key !== "Tab") return;
  const stops = focusable(box);
  if (stops.length === 0) return;
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}

export function focusable(box) {
  const selector = "button, input, textarea, select, a[href], [tabindex='0']";
  return [...box.querySelectorAll(selector)].filter((node) => !node.disabled && node.offsetParent !== null);
}
