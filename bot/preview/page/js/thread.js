// The thread panel: a parent, its replies, a composer.

import { drawComposer } from "./composer.js";
import { byId, h } from "./dom.js";
import { drawMessage } from "./messages.js";
import { showWhole } from "./scrolling.js";
import { store } from "./store.js";

let returnFocus = null;

export function openThread(ts) {
  returnFocus = document.activeElement;
  store.thread = ts;
  drawThread();
  byId("thread").querySelector("button")?.focus();
}

export function closeThread() {
  store.thread = "";
  byId("thread").hidden = true;
  if (returnFocus?.isConnected) returnFocus.focus();
}

export function drawThread() {
  const panel = byId("thread");
  const parent = store.find(store.place, store.thread);
  panel.hidden = !parent;
  if (!parent) return;
  const replies = store.inThread(store.place, store.thread);
  const draft = panel.querySelector("textarea")?.value ?? "";
  const writing = document.activeElement?.id === "reply";
  const list = h("div", { class: "list", role: "log", "aria-label": "Replies", tabIndex: 0 },
    drawMessage(parent, { inThread: true }),
    h("div", { class: "divide" }, replies.length === 1 ? "1 reply" : `${replies.length} replies`),
    replies.map((reply) => drawMessage(reply, { inThread: true })));
  const slot = h("div", { class: "composer-slot" });
  panel.replaceChildren(
    h("header", {}, h("h2", {}, "Thread"),
      h("button", { type: "button", class: "ghost", "aria-label": "Close thread", onclick: closeThread }, "✕")),
    list, slot);
  drawComposer(slot, store.channel(store.place), store.thread);
  const box = slot.querySelector("textarea");
  if (box) box.value = draft;
  if (writing) box?.focus();
  showWhole(list.lastElementChild);
}
