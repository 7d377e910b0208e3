// rich_text blocks, and the small Markdown of markdown blocks.

import { dateToken } from "./dates.js";
import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { inline, link } from "./mrkdwn.js";
import { store } from "./store.js";

const LEAVES = {
  text: (leaf) => withEmoji(leaf.text),
  link: (leaf) => link(leaf.url, leaf.text || leaf.url),
  emoji: (leaf) => emoji(leaf.name),
  user: (leaf) => h("span", { class: "mention" }, `@${store.nameOf(leaf.user_id)}`),
  channel: (leaf) => h("span", { class: "mention" }, `#${store.channelName(leaf.channel_id)}`),
  date: (leaf) => dateToken(leaf.timestamp, leaf.format),
};
const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function leafNode(leaf) {
  let node = LEAVES[leaf.type](leaf);
  for (const [style, tag] of Object.entries(STYLE_TAGS)) {
    if (leaf.style?.[style]) node = h(tag, {}, node);
  }
  return node;
}

const leaves = (part) => part.elements.map(leafNode);

const PARTS = {
  rich_text_section: (part) => h("div", {}, leaves(part)),
  rich_text_quote: (part) => h("blockquote", {}, leaves(part)),
  rich_text_preformatted: (part) => h("pre", { class: "code" }, leaves(part)),
  rich_text_list: (part) =>
    h(part.style === "ordered" ? "ol" : "ul", {}, part.elements.map((item) => h("li", {}, leaves(item)))),
};

export const richText = (block) => h("div", { class: "text" }, block.elements.map((part) => PARTS[part.type](part)));
export const richInline = (block) => block.elements.flatMap((part) => (part.elements ? leaves(part) : []));

export function markdown(block) {
  const out = h("div", { class: "text" });
  for (const line of block.text.split("\n")) {
    const heading = /^#{1,6}\s+(.*)/.exec(line);
    const item = /^\s*[-*]\s+(.*)/.exec(line);
    if (heading) out.append(h("h3", {}, inline(toMrkdwn(heading[1]))));
    else if (item) listIn(out).append(h("li", {}, inline(toMrkdwn(item[1]))));
    else out.append(h("div", {}, line ? inline(toMrkdwn(line)) : "\u00a0"));
  }
  return out;
}

function listIn(out) {
  if (out.lastChild?.tagName !== "UL") out.append(h("ul"));
  return out.lastChild;
}

function toMrkdwn(text) {
  return text
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "<$2|$1>")
    .replace(/(^|[^*])\*([^*\s][^*]*)\*(?!\*)/g, "$1_$2_")
    .replace(/\*\*([^*]+)\*\*/g, "*$1*");
}
