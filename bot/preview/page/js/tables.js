// table, data_table (sorted, filtered, paged on the page) and charts as tables with bars.

import { h } from "./dom.js";
import { richInline } from "./richtext.js";

const cellText = (cell) => {
  if (cell.type === "raw_number") return cell.text ?? String(cell.value);
  return cell.type === "raw_text" ? cell.text : richInline(cell).map((node) => node.textContent ?? node).join("");
};
const cellNodes = (cell) => (cell.type === "rich_text" ? richInline(cell) : [cellText(cell)]);

export function table(block) {
  const [head, ...rows] = block.rows;
  const style = (index) => columnClass(block.column_settings?.[index]);
  return scroller("Table", h("table", {},
    h("thead", {}, h("tr", {}, head.map((cell, index) => h("th", { scope: "col", class: style(index) }, cellNodes(cell))))),
    h("tbody", {}, rows.map((row) =>
      h("tr", {}, row.map((cell, index) => h("td", { class: style(index) }, cellNodes(cell))))))));
}

function columnClass(settings) {
  return [settings?.is_wrapped ? "wrap" : "", settings?.align ?? ""].join(" ").trim() || undefined;
}

function scroller(label, ...content) {
  return h("div", { class: "table-wrap", role: "region", tabIndex: 0, "aria-label": label }, content);
}

export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const view = { page: 0, sort: -1, down: false, filter: "" };
  const size = block.page_size ?? 5;
  const header = block.row_header_column_index ?? 0;
  const numeric = head.map((_, index) => rows.every((row) => row[index].type === "raw_number"));
  const box = scroller(block.caption);

  const draw = () => {
    const shown = ordered(rows.filter((row) => matches(row, view.filter)), view, numeric);
    const pages = Math.max(1, Math.ceil(shown.length / size));
    view.page = Math.min(view.page, pages - 1);
    const part = shown.slice(view.page * size, (view.page + 1) * size);
    const body = part.map((row) => h("tr", {}, row.map((cell, index) =>
      h(index === header ? "th" : "td", { scope: index === header ? "row" : null, class: numeric[index] ? "right" : "wrap" }, cellNodes(cell)))));
    box.querySelector("tbody").replaceChildren(...body);
    box.querySelector(".count").textContent = `${shown.length} rows, page ${view.page + 1} of ${pages}`;
    box.querySelectorAll("thead th").forEach((th, index) =>
      th.setAttribute("aria-sort", index === view.sort ? (view.down ? "descending" : "ascending") : "none"));
    box.querySelector(".back").disabled = view.page === 0;
    box.querySelector(".next").disabled = view.page >= pages - 1;
  };
  const sortBy = (index) => {
    view.down = view.sort === index && !view.down;
    view.sort = index;
    draw();
  };
  const turn = (by) => { view.page += by; draw(); };
  box.append(
    h("table", {},
      h("caption", {}, block.caption),
      h("thead", {}, h("tr", {}, head.map((cell, index) => h("th", { scope: "col", class: numeric[index] ? "right" : "" },
        h("button", { type: "button", onclick: () => sortBy(index) }, cellText(cell), " ", h("span", { "aria-hidden": "true" }, "↕")))))),
      h("tbody")),
    h("div", { class: "table-tools" },
      h("label", {}, "Filter ", h("input", { type: "search", size: 14, oninput: (event) => { view.filter = event.target.value; view.page = 0; draw(); } })),
      h("span", { class: "count", role: "status" }),
      h("span", {},
        h("button", { type: "button", class: "back", "aria-label": "Previous page", onclick: () => turn(-1) }, "‹"), " ",
        h("button", { type: "button", class: "next", "aria-label": "Next page", onclick: () => turn(1) }, "›"))),
  );
  draw();
  return box;
}

const matches = (row, filter) =>
  !filter || row.some((cell) => cellText(cell).toLowerCase().includes(filter.toLowerCase()));

function ordered(rows, { sort, down }, numeric) {
  if (sort < 0) return rows;
  const compare = numeric[sort]
    ? (a, b) => a[sort].value - b[sort].value
    : (a, b) => cellText(a[sort]).localeCompare(cellText(b[sort]));
  return rows.toSorted((a, b) => (down ? compare(b, a) : compare(a, b)));
}

export function chart(block) {
  const { chart } = block;
  const series = chart.series ?? [{ name: block.title, data: chart.segments }];
  const most = Math.max(...series.flatMap((one) => one.data.map((point) => point.value)), 1);
  const rows = series.flatMap((one) => one.data.map((point) => {
    const bar = h("span", { class: "bar" });
    bar.style.width = `${(100 * Math.max(0, point.value)) / most}%`;
    return h("tr", {}, series.length > 1 ? h("td", {}, one.name) : null, h("th", { scope: "row" }, point.label),
      h("td", { class: "right" }, String(point.value)), h("td", { class: "bar-cell", "aria-hidden": "true" }, bar));
  }));
  return scroller(block.title, h("table", {}, h("caption", {}, `${block.title} (${chart.type} chart)`), h("tbody", {}, rows)));
}
