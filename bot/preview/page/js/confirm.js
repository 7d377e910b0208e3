// The confirmation dialog of an element that has one.

import { byId, h } from "./dom.js";
import { textNodes } from "./blocks.js";

export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  const dialog = byId("confirm");
  return new Promise((resolve) => {
    dialog.replaceChildren(h("form", { method: "dialog" },
      h("header", {}, h("h2", { id: "confirm-title" }, confirm.title.text)),
      h("div", { class: "body text" }, textNodes(confirm.text)),
      h("footer", {},
        h("button", { value: "no" }, confirm.deny.text),
        h("button", { value: "yes", class: confirm.style ?? "primary" }, confirm.confirm.text))));
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}
