import { option, plain, type Sample, section } from "#sandbox/page/reference/sample.ts";

/** A Home tab takes the classic blocks, and inputs that act. */
export const home: readonly Sample[] = [
  {
    title: "A Home tab",
    note: "Everything in it acts at once.",
    blocks: [
      { type: "header", text: plain("On call now") },
      {
        ...section("*Payments*: Anna until Monday, 09:00"),
        block_id: "shift",
        accessory: { type: "button", action_id: "shift", text: plain("Take this shift") },
      },
      { type: "divider" },
      {
        type: "input",
        block_id: "zone",
        dispatch_action: true,
        label: plain("Time zone"),
        element: {
          type: "static_select",
          action_id: "zone",
          placeholder: plain("Time zone"),
          options: [option("Europe Berlin"), option("Asia Tokyo")],
        },
      },
    ],
  },
];
