import { all, boolean, string, tagged, typed } from "./shape.ts";
import type { Shapes } from "./shape.ts";
import { blocksOn } from "./surfaces.ts";
import { plainText } from "./text.ts";

const common = {
  private_metadata: string({ max: 3000 }),
  callback_id: string({ max: 255 }),
  external_id: string({ max: 255 }),
} as const satisfies Shapes;

const modal = typed(
  "modal",
  { title: plainText(24), blocks: blocksOn("modal") },
  {
    ...common,
    close: plainText(24),
    submit: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
  },
);

const home = typed("home", { blocks: blocksOn("home") }, common);

/** Slack puts "failed to match all allowed schemas" for `/view` before every other complaint. */
export const view = all(tagged({ modal, home }));
