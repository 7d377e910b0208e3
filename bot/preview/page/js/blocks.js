// One function a block type; a block that this page can't draw says so.

import { h } from "./dom.js";
import { control, input } from "./elements.js";
import { withEmoji } from "./emoji.js";
import { link, mrkdwn } from "./mrkdwn.js";
import { markdown, richText } from "./richtext.js";
import { chart, dataTable, table } from "./tables.js";

export const textNodes = (text) => (text.type === "mrkdwn" ? mrkdwn(text.text) : [withEmoji(text.text)]);
const words = (text, tag = "div") => h(tag, { class: "text" }, textNodes(text));

const DRAW = {
  header: (block) => h("h3", { class: "block-header" }, withEmoji(block.text.text)),
  section: (block, act) => h("div", { class: "section" },
    h("div", { class: "words" },
      block.text ? words(block.text) : null,
      block.fields ? h("div", { class: "fields" }, block.fields.map((field) => words(field))) : null),
    block.accessory ? h("div", { class: "accessory" }, accessory(block.accessory, block, act)) : null),
  context: (block) => h("div", { class: "context" }, block.elements.map((one) =>
    (one.type === "image" ? picture(one) : words(one, "span")))),
  divider: () => h("hr", { class: "divider" }),
  actions: (block, act) => h("div", { class: "actions" }, block.elements.map((one) => control(one, block, act))),
  image: (block) => h("figure", {}, block.title ? h("figcaption", {}, block.title.text) : null, picture(block)),
  input: (block) => field(block),
  markdown: (block) => markdown(block),
  rich_text: (block) => richText(block),
  table: (block) => table(block),
  data_table: (block) => dataTable(block),
  data_visualization: (block) => chart(block),
  alert: (block) => h("div", { class: `alert ${block.level ?? ""}`, role: "note" }, textNodes(block.text)),
};

export function drawBlocks(blocks, act) {
  return h("div", { class: "blocks" }, blocks.map((block) =>
    DRAW[block.type]?.(block, act) ?? h("div", { class: "not-loaded" }, `This page doesn't draw ${block.type} blocks.`)));
}

function accessory(element, block, act) {
  return element.type === "image" ? picture(element) : control(element, block, act);
}

function picture(image) {
  const address = image.slack_file?.id ? `/files/${image.slack_file.id}/image` : image.slack_file?.url ?? image.image_url;
  const own = new URL(address, location.href).origin === location.origin;
  if (own) return h("img", { src: address, alt: image.alt_text, loading: "lazy" });
  return h("div", { class: "not-loaded" }, "Image from elsewhere, not loaded here: ", link(address, image.alt_text || address));
}

export function field(block) {
  const id = `field-${block.block_id}`;
  const grouped = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const label = [block.label.text, block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  return h(grouped ? "fieldset" : "div", { class: "field", "data-block": block.block_id },
    grouped ? h("legend", {}, label) : h("label", { htmlFor: id }, label),
    input(block.element, grouped ? { label: block.label.text } : { id }),
    block.hint ? h("span", { class: "hint-text" }, block.hint.text) : null,
    h("span", { class: "error", id: `${id}-error`, role: "alert" }));
}
