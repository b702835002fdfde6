// The data_visualization block, drawn as bars with their numbers: readable without seeing the picture.

import { h } from "./dom.js";

export function chart(block) {
  const { chart: data } = block;
  const series = data.type === "pie"
    ? [{ name: "", points: data.segments.map((segment) => [segment.label, segment.value]) }]
    : data.series.map((line) => ({ name: line.name, points: line.data.map((point) => [point.label, point.value]) }));
  const highest = Math.max(1, ...series.flatMap((line) => line.points.map(([, value]) => Math.abs(value))));
  return h("figure", { className: "b-chart" },
    h("figcaption", {}, block.title),
    series.map((line) => h("div", {},
      series.length > 1 ? h("div", { className: "quiet" }, line.name) : null,
      line.points.map(([label, value]) => bar(label, value, highest)))));
}

function bar(label, value, highest) {
  const filled = h("span", { className: "bar" });
  filled.style.setProperty("width", `${(Math.abs(value) / highest) * 100}%`);
  return h("div", { className: "bar-row" },
    h("span", { className: "bar-label" }, label),
    h("span", { className: "bar-track", "aria-hidden": "true" }, filled),
    h("span", { className: "bar-value" }, String(value)));
}
