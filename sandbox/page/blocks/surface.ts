import { type Context, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Json } from "#sandbox/json.ts";

/** Where blocks are shown, and what happens when somebody uses them. */
export type Surface = {
  readonly kind: "message" | "modal" | "home";
  /** A button was pressed or something chosen; ends when the app has answered. Never throws: it tells the person. */
  readonly act: (action: BlockAction) => Promise<void>;
  /** What has been filled in so far, by block_id and action_id, in the shape of a view's state. */
  readonly values: FormValues;
  readonly fill: (blockId: string, actionId: string, value: Json) => void;
  /** What is wrong with an input, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** The choices of an external select for what was typed: options or option_groups. */
  readonly suggest: (
    action: Pick<BlockAction, "block_id" | "action_id">,
    typed: string,
  ) => Promise<Json>;
};

export type FormValues = Readonly<Record<string, Readonly<Record<string, Json>>>>;

export type BlockAction = {
  readonly block_id: string;
  readonly action_id: string;
  /** As in a payload of Slack's: selected_option, selected_date, value and so on; absent for a button. */
  readonly choice?: Json | undefined;
};

const silent: Surface = {
  kind: "message",
  act: () => Promise.resolve(),
  values: {},
  fill: () => undefined,
  errors: {},
  suggest: () => Promise.resolve({}),
};

const context: Context<Surface> = createContext(silent);

export const SurfaceProvider: Context<Surface>["Provider"] = context.Provider;

export function useSurface(): Surface {
  return useContext(context);
}
