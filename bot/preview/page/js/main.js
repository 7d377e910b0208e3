// Starts the page: fetches the state, listens to changes, draws the place that is open.

import { ask, attempt, listen } from "./api.js";
import { drawComposer } from "./composer.js";
import { byId, h, toast } from "./dom.js";
import { drawFirst } from "./first.js";
import { drawHome, openHome } from "./home.js";
import { drawList, placeMessage } from "./messages.js";
import { showModal } from "./modal.js";
import { forgetBelow, setUpScrolling, showWhole } from "./scrolling.js";
import { drawSidebar, neighbour } from "./sidebar.js";
import { store } from "./store.js";
import { closeThread, drawThread, openThread } from "./thread.js";
import { drawLink, drawTopbar, setUpTopbar } from "./topbar.js";

const options = { openThread };
let source = null;

function start(user) {
  source?.close();
  source = listen(user, {
    onOpen: () => {
      store.reachable = true;
      refresh(user).catch((error) => toast(error.message));
    },
    onLost: () => {
      store.reachable = false;
      drawLink();
    },
    onEvent: hear,
  });
}

async function refresh(user) {
  store.fill(await ask("state", { user }));
  store.messages.clear();
  const [, channel, permalink] = /^\/archives\/(\w+)\/p(\d+)/.exec(location.pathname) ?? [];
  const wanted = store.place || location.hash.slice(1) || channel;
  const place = store.channel(wanted) ? wanted : store.channels[0].id;
  drawTopbar();
  await go(place, store.tab);
  showModal(store.modal);
  if (permalink) reveal(`${permalink.slice(0, 10)}.${permalink.slice(10)}`);
}

function reveal(ts) {
  const message = store.find(store.place, ts);
  if (message?.thread_ts) openThread(message.thread_ts);
  document.querySelector(`[data-ts="${ts}"]`)?.scrollIntoView({ block: "center" });
}

async function go(place, tab = "") {
  if (place !== store.place) closeThread();
  const messages = await ask("messages", { channel: place, user: store.me });
  store.messages.set(place, messages);
  store.place = place;
  store.tab = store.channel(place).is_direct ? tab || (messages.length ? "messages" : "home") : "messages";
  store.unread.delete(place);
  history.replaceState(null, "", `/#${place}`);
  byId("sidebar").classList.remove("open");
  byId("drawer").setAttribute("aria-expanded", "false");
  drawPlace();
}

function drawPlace() {
  const channel = store.channel(store.place);
  const name = channel.is_direct ? store.app.name : `#${channel.name}`;
  const home = store.tab === "home";
  document.title = `${name} · Local Slack`;
  byId("title").textContent = name;
  byId("topic").textContent = channel.is_direct ? "" : [channel.is_private ? "Private" : "", channel.topic, `${channel.members} members`].filter(Boolean).join(" · ");
  byId("tabs").hidden = !channel.is_direct;
  byId("tab-home").setAttribute("aria-selected", String(home));
  byId("tab-messages").setAttribute("aria-selected", String(!home));
  byId("messages").hidden = home;
  byId("home").hidden = !home;
  byId("composer").hidden = home;
  byId("messages").setAttribute("aria-label", `Messages in ${name}`);
  drawSidebar((place) => go(place));
  drawComposer(byId("composer"), channel);
  drawMessages();
  if (home) openHome();
  if (store.thread) drawThread();
}

function drawMessages() {
  const list = byId("messages");
  const shown = store.topLevel(store.place);
  list.replaceChildren(...(shown.length ? drawList(shown, options) : [drawFirst(store.channel(store.place))]));
  forgetBelow();
  showWhole(list.lastElementChild);
}

const HEAR = {
  message: ({ messages }) => messages.forEach(hearMessage),
  deleted: ({ channel, ts }) => {
    store.drop(channel, ts);
    document.querySelectorAll(`[data-channel="${channel}"][data-ts="${ts}"]`).forEach((node) => node.remove());
  },
  channel: ({ place }) => {
    const at = store.channels.findIndex((one) => one.id === place.id);
    if (at >= 0) store.channels[at] = place;
    else store.channels.push(place);
    if (place.id === store.place) drawPlace();
    else drawSidebar((id) => go(id));
  },
  modal: ({ modal }) => showModal(store.modal = modal),
  home: ({ home }) => { store.home = home; drawHome(); },
  connected: ({ connections }) => { store.connections = connections; drawTopbar(); },
  replay: ({ state, progress }) => { Object.assign(store.replay, { state, progress }); drawTopbar(); },
};

function hear(event) {
  HEAR[event.kind]?.(event);
}

function hearMessage(message) {
  const fresh = store.keep(message);
  if (message.channel !== store.place || store.tab === "home") {
    if (fresh && message.user !== store.me) store.unread.set(message.channel, (store.unread.get(message.channel) ?? 0) + 1);
    drawSidebar((place) => go(place));
    return;
  }
  if (!message.thread_ts || message.broadcast) placeMessage(byId("messages"), message, options);
  if (store.thread && [message.ts, message.thread_ts].includes(store.thread)) drawThread();
}

document.addEventListener("keydown", (event) => {
  const step = event.altKey && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    go(neighbour(step));
  } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (byId("sidebar").classList.contains("open")) byId("drawer").click();
    else if (store.thread) closeThread();
  }
});
byId("tab-home").addEventListener("click", () => go(store.place, "home"));
byId("tab-messages").addEventListener("click", () => go(store.place, "messages"));
setUpScrolling();
setUpTopbar({ start, attempt });
