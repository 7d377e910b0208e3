// An uploaded file under its message: images shown, tables previewed, all to download.

import { h } from "./dom.js";

export function fileCard(file) {
  const address = new URL(file.url_private).pathname;
  if (file.mimetype.startsWith("image/")) {
    return h("figure", {}, h("figcaption", {}, file.title), h("img", { src: address, alt: file.alt_txt || file.title }));
  }
  const kind = (file.filetype || "file").toUpperCase();
  return h("div", { class: "file" },
    h("span", { class: "kind", "aria-hidden": "true" }, kind),
    h("span", { class: "about" }, h("strong", {}, file.title), h("small", {}, `${file.name} · ${size(file.size)}`)),
    h("a", { href: address, download: file.name, "aria-label": `Download ${file.name}` }, "Download"),
    kind === "CSV" ? preview(address) : null);
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`);

function preview(address) {
  const place = h("div", { class: "table-wrap", tabIndex: 0, role: "region", "aria-label": "First rows" });
  const load = async (event) => {
    if (!event.target.open || place.firstChild) return;
    const [head, ...rows] = parseCsv(await (await fetch(address)).text());
    place.append(h("table", {},
      h("thead", {}, h("tr", {}, head.map((cell) => h("th", { scope: "col" }, cell)))),
      h("tbody", {}, rows.slice(0, 10).map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell)))))));
  };
  return h("details", { ontoggle: load }, h("summary", {}, "First rows"), place);
}

export function parseCsv(text) {
  const rows = [];
  for (const line of text.replace(/^\uFEFF/, "").matchAll(/((?:"(?:[^"]|"")*"|[^"\r\n])+)(?:\r?\n|$)/g)) {
    const cells = line[1].matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
    rows.push([...cells].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare));
  }
  return rows;
}
