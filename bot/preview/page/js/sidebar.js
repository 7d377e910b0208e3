// Channels and the app: a list that arrows move through, with what is unread.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

export function drawSidebar(go) {
  const nav = byId("sidebar");
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  const channels = store.channels.filter((one) => !one.is_direct);
  const direct = store.direct();
  nav.replaceChildren(
    h("div", { class: "workspace" }, store.workspace),
    h("h2", { id: "nav-channels" }, "Channels"),
    h("ul", { "aria-labelledby": "nav-channels" }, channels.map((one) => line(one, one.name, mark(one), go))),
    h("h2", { id: "nav-apps" }, "Apps"),
    h("ul", { "aria-labelledby": "nav-apps" }, direct ? line(direct, store.app.name, icon("app"), go) : null),
  );
  nav.onkeydown = (event) => arrows(event, nav);
  if (focused) nav.querySelector(`[data-place="${focused}"]`)?.focus();
}

const mark = (channel) => (channel.is_private ? icon("lock") : "#");

function line(channel, name, sign, go) {
  const unread = store.unread.get(channel.id) ?? 0;
  const here = channel.id === store.place;
  const more = [
    channel.is_archived ? "archived" : "", channel.is_private && !channel.is_direct ? "private" : "",
    unread ? `${unread} unread` : "",
  ].filter(Boolean);
  return h("li", {}, h("button", {
    type: "button", "data-place": channel.id, tabIndex: here ? 0 : -1, "aria-current": here ? "page" : null,
    class: channel.is_archived ? "archived" : "", "aria-label": [name, ...more].join(", "), onclick: () => go(channel.id),
  },
  h("span", { class: "mark", "aria-hidden": "true" }, sign),
  h("span", { class: `name${unread ? " unread" : ""}` }, name),
  unread ? h("span", { class: "count", "aria-hidden": "true" }, String(unread)) : null));
}

function arrows(event, nav) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const lines = [...nav.querySelectorAll("button")];
  const at = lines.indexOf(document.activeElement);
  lines[(at + step + lines.length) % lines.length].focus();
}

// Alt+arrows from anywhere, as in Slack.
export function neighbour(step) {
  const places = store.channels.map((one) => one.id);
  return places[(places.indexOf(store.place) + step + places.length) % places.length];
}
