import type { Json } from "#sandbox/json.ts";
import { option, plain, type Sample, section } from "#sandbox/page/reference/sample.ts";
import { choiceGroups, multiMenus, pickers, singleMenus } from "./menus.ts";

function button(text: string, more: Json = {}): Json {
  return { type: "button", action_id: text.toLowerCase(), text: plain(text), value: "42", ...more };
}

const CONFIRM = {
  title: plain("Resolve INC-42?"),
  text: plain("Everybody in the channel is told."),
  confirm: plain("Resolve"),
  deny: plain("Not yet"),
  style: "danger",
};

/** What acts at once: in a message, in a Home tab, and in the actions of a modal. */
export const actions: readonly Sample[] = [
  {
    title: "Buttons",
    note: "“Runbook” opens an address and tells the app; “Resolve” asks first.",
    blocks: [
      {
        type: "actions",
        block_id: "buttons",
        elements: [
          button("Acknowledge", { style: "primary", accessibility_label: "Acknowledge INC-42" }),
          button("Resolve", { style: "danger", confirm: CONFIRM }),
          button("Escalate"),
          button("Runbook", { url: "https://example.com/runbook" }),
          {
            type: "workflow_button",
            action_id: "workflow",
            text: plain("Start a workflow"),
            workflow: { trigger: { url: "https://example.com/start" } },
          },
        ],
      },
    ],
  },
  {
    title: "Overflow",
    note: "A menu behind three dots.",
    blocks: [
      {
        ...section("*INC-42* checkout errors"),
        block_id: "more",
        accessory: {
          type: "overflow",
          action_id: "overflow",
          options: [
            option("Hand over"),
            option("Merge"),
            { ...option("Dashboard"), url: "https://example.com/dashboard" },
          ],
        },
      },
    ],
  },
  {
    title: "Menus for one",
    note: "Type to narrow them down.",
    blocks: [{ type: "actions", block_id: "menus", elements: singleMenus }],
  },
  {
    title: "Menus for several",
    note: "Beside a text.",
    blocks: multiMenus.map((accessory) => ({
      ...section("Choose some"),
      block_id: `section ${String(accessory["type"])}`,
      accessory,
    })),
  },
  {
    title: "Pickers",
    note: "A moment is shown in the viewer's time zone and sent as seconds since 1970.",
    blocks: [{ type: "actions", block_id: "pickers", elements: pickers }],
  },
  {
    title: "Checkboxes and radio buttons",
    note: "With descriptions.",
    blocks: [{ type: "actions", block_id: "choices", elements: choiceGroups }],
  },
];
