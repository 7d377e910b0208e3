// Slack's mrkdwn as DOM nodes. Order: code, control sequences <…>, bold/italic/strike, bare links, emoji.

import { dateToken } from "./dates.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { store } from "./store.js";

const TOKEN = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"])/;
const STYLES = [
  [/(^|[\s(\[{"'“—–\-/])\*(?=\S)([^*\n]*?\S)\*(?=$|[\s)\]}"'”.,;:!?—–\-/])/, "strong"],
  [/(^|[\s(\[{"'“—–\-/*])_(?=\S)([^_\n]*?\S)_(?=$|[\s)\]}"'”.,;:!?—–\-/*])/, "em"],
  [/(^|[\s(\[{"'“—–\-/])~(?=\S)([^~\n]*?\S)~(?=$|[\s)\]}"'”.,;:!?—–\-/])/, "s"],
];

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function mrkdwn(text) {
  const nodes = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, inline(quoted.join("\n"))));
    quoted = [];
  };
  const plain = [];
  for (const line of lines(text)) {
    const quote = /^(?:&gt;|>)\s?/.exec(line);
    if (quote) {
      if (plain.length) nodes.push(...inline(plain.splice(0).join("\n")));
      quoted.push(line.slice(quote[0].length));
    } else {
      flush();
      plain.push(line);
    }
  }
  flush();
  if (plain.length) nodes.push(...inline(plain.join("\n")));
  return nodes;
}

// A code fence may hold lines that look like quotes: keep it on one "line".
function lines(text) {
  const parts = text.split(/(```[\s\S]+?```)/);
  return parts.flatMap((part, index) => (index % 2 ? [part] : part.split("\n")))
    .filter((line, index, all) => line !== "" || all[index - 1]?.startsWith("```") !== true);
}

export function inline(text) {
  const found = styledBeforeToken(text);
  if (found) return found;
  const token = TOKEN.exec(text);
  if (!token) return words(text);
  const before = text.slice(0, token.index);
  const after = text.slice(token.index + token[0].length);
  const fenced = token[1] !== undefined; // it begins a line by itself
  return [...words(fenced ? before.replace(/\n$/, "") : before), nodeFor(token), ...inline(after)];
}

function styledBeforeToken(text) {
  const hits = STYLES.map(([pattern, tag]) => [pattern.exec(text), tag]).filter(([hit]) => hit);
  hits.sort(([a], [b]) => a.index - b.index);
  const fence = /`/.exec(text);
  for (const [hit, tag] of hits) {
    const start = hit.index + hit[1].length;
    if (fence && fence.index < start) continue;
    if (inside(text, start)) continue;
    return [
      ...inline(text.slice(0, start)),
      h(tag, {}, inline(hit[2])),
      ...inline(text.slice(hit.index + hit[0].length)),
    ];
  }
  return null;
}

// Whether a position lies within <…> or a bare address, where * and _ mean nothing.
function inside(text, position) {
  for (const hit of text.matchAll(new RegExp(TOKEN, "g"))) {
    if (hit.index < position && position < hit.index + hit[0].length) return true;
  }
  return false;
}

function words(text) {
  return text ? [withEmoji(unescape(text))] : [];
}

function nodeFor([whole, block, code, control, bare]) {
  if (block) return h("pre", {}, unescape(block.replace(/^\n/, "")));
  if (code) return h("code", {}, unescape(code));
  if (bare) return link(unescape(bare), unescape(bare));
  return controlNode(control) ?? document.createTextNode(unescape(whole));
}

function controlNode(control) {
  const [target, label] = control.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(`@${label ?? store.nameOf(target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${label ?? store.channelName(target.slice(1))}`);
  if (target.startsWith("!date^")) return dateNode(target, label);
  if (target.startsWith("!")) return mention(`@${label ?? target.slice(1).split("^")[0]}`);
  return /^(https?:|mailto:)/.test(target) ? link(unescape(target), unescape(label ?? target)) : null;
}

function dateNode(target, fallback) {
  const [, epoch, template, address] = target.split("^");
  const shown = dateToken(epoch, template);
  const time = h("time", { dateTime: new Date(Number(epoch) * 1000).toISOString(), title: unescape(fallback ?? "") }, shown);
  return address ? link(unescape(address), time) : time;
}

export function link(address, label) {
  if (!/^(https?:|mailto:)/.test(address)) return document.createTextNode(address);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

function mention(label) {
  return h("span", { class: "mention" }, unescape(label));
}
