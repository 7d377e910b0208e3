// One message, and the list of them in a channel or a thread.

import { attempt } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { confirmed } from "./confirm.js";
import { clockTime, dateOf, dayName, fullTime } from "./dates.js";
import { h } from "./dom.js";
import { fileCard } from "./files.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { atEnd, noteBelow, showWhole } from "./scrolling.js";
import { store } from "./store.js";

export function drawMessage(message, { openThread, inThread = false }) {
  const kinds = ["message", message.ephemeral ? "ephemeral" : "", message.user === "USLACKBOT" ? "notice" : ""];
  const act = async (element, block, choice = null) => {
    if (!(await confirmed(element.confirm))) return;
    const { channel, ts } = message;
    await attempt("click", { channel, ts, user: store.me, action_id: element.action_id, block_id: block.block_id, choice });
  };
  return h("article", { class: kinds.join(" ").trim(), "data-ts": message.ts, "data-channel": message.channel },
    message.ephemeral ? onlyYou(message) : null,
    h("div", { class: `avatar${message.from_app ? " app" : ""}`, "aria-hidden": "true" }, message.author[0]),
    h("div", {},
      head(message),
      message.thread_ts && message.broadcast && !inThread ? h("div", { class: "context" }, "replied to a thread") : null,
      content(message, act),
      message.files.map(fileCard),
      inThread ? null : threadLink(message, openThread)),
    inThread || message.ephemeral ? null : tools(message, openThread));
}

function onlyYou(message) {
  const why = message.command ? ["in answer to ", h("code", {}, message.command)] : [];
  return h("div", { class: "only-you text" }, icon("eye"), h("span", {}, "Only visible to you", why.length ? ", " : "", why));
}

function head(message) {
  return h("div", { class: "head" },
    h("span", { class: "author" }, message.author),
    message.from_app ? h("span", { class: "badge" }, "APP") : null,
    h("time", { dateTime: dateOf(message.ts).toISOString(), title: fullTime(message.ts) }, clockTime(message.ts)),
    message.edited ? h("span", { class: "edited" }, "(edited)") : null);
}

function content(message, act) {
  if (message.blocks.length) return drawBlocks(message.blocks, act);
  return message.text ? h("div", { class: "text" }, mrkdwn(message.text)) : null;
}

function threadLink(message, openThread) {
  if (!message.replies) return null;
  const count = message.replies === 1 ? "1 reply" : `${message.replies} replies`;
  return h("button", { type: "button", class: "plain thread-link", onclick: () => openThread(message.ts) },
    count, h("span", { class: "visually-hidden" }, ` to ${message.author}: open thread`));
}

function tools(message, openThread) {
  const label = `Reply in thread to ${message.author}, ${clockTime(message.ts)}`;
  const { channel, ts } = message;
  const shortcuts = store.app.shortcuts.filter((one) => one.type === "message").map((one) =>
    h("button", { type: "button", "aria-label": `${one.name}: message of ${message.author}, ${clockTime(ts)}`,
      onclick: () => attempt("shortcut", { callback_id: one.callback_id, channel, ts, user: store.me }) }, one.name));
  return h("div", { class: "tools" }, shortcuts,
    h("button", { type: "button", "aria-label": label, onclick: () => openThread(message.thread_ts || message.ts) }, "Reply"));
}

export function drawList(messages, options) {
  const nodes = [];
  let day = "";
  for (const message of messages) {
    const name = dayName(message.ts);
    if (name !== day) nodes.push(h("div", { class: "day" }, (day = name)));
    nodes.push(drawMessage(message, options));
  }
  return nodes;
}

// Puts one new or changed message into a list without touching the others (focus and scroll stay).
export function placeMessage(list, message, options) {
  const old = list.querySelector(`[data-ts="${message.ts}"]`);
  const fresh = drawMessage(message, options);
  if (old) {
    const focused = [...old.querySelectorAll("button, select, a")].indexOf(document.activeElement);
    old.replaceWith(fresh);
    fresh.querySelectorAll("button, select, a")[focused]?.focus();
    return;
  }
  const following = atEnd(list);
  list.querySelector(".empty")?.remove();
  const days = list.querySelectorAll(".day");
  if (days[days.length - 1]?.textContent !== dayName(message.ts)) list.append(h("div", { class: "day" }, dayName(message.ts)));
  fresh.classList.add("arrived");
  list.append(fresh);
  if (message.ephemeral || message.user === store.me) showWhole(fresh);
  else if (following) list.scrollTop = list.scrollHeight;
  else noteBelow(fresh);
}
