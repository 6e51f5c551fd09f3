import { useEffect, useRef, useState } from "preact/hooks";
import { asText, type Json } from "#sandbox/json.ts";
import { useSurface } from "#sandbox/page/blocks/surface.ts";
import { channels, users, viewerId } from "#sandbox/page/live/store.ts";
import { type Choice, choicesIn } from "./choices.ts";
import { channelChoices, conversationChoices, userChoices } from "./people.ts";
import type { ElementProps } from "./setting.ts";
import { typeOf } from "./state.ts";

/** What a menu offers, and how. */
export type Offer = {
  readonly choices: readonly Choice[];
  readonly note: string | null;
  readonly onType?: ((typed: string) => void) | undefined;
};

/** The choices of a menu that needs nobody's answer. */
export function localOffer(menu: Json): Offer {
  return { choices: localChoices(menu), note: null };
}

function localChoices(menu: Json): readonly Choice[] {
  const workspace = { users: users.value, channels: channels.value, viewer: viewerId.value };
  switch (typeOf(menu).replace("multi_", "")) {
    case "users_select":
      return userChoices(workspace);
    case "channels_select":
      return channelChoices(workspace);
    case "conversations_select":
      return conversationChoices(workspace, menu);
    default:
      return choicesIn(menu);
  }
}

/** Slack waits for so many characters when the app does not say. */
const SHORTEST_QUERY = 3;
/** Nobody finishes a word faster; milliseconds. */
const PAUSE = 200;

/** The choices of a menu that asks the app while one types. */
export function useExternalOffer({ element, setting }: ElementProps): Offer {
  const { suggest } = useSurface();
  const [offer, setOffer] = useState<Offer>({ choices: [], note: null });
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const place = { block_id: setting.blockId, action_id: asText(element["action_id"]) ?? "" };
  const least = element["min_query_length"];
  const shortest = typeof least === "number" ? least : SHORTEST_QUERY;

  async function ask(typed: string, turn: number): Promise<void> {
    const answer = await answered(suggest(place, typed));
    if (turn === asked.current) setOffer(answer);
  }
  function onType(typed: string): void {
    clearTimeout(timer.current);
    const turn = ++asked.current;
    if (typed.length < shortest) {
      setOffer({
        choices: [],
        note: `Type at least ${shortest === 1 ? "one character" : `${shortest} characters`}.`,
      });
      return;
    }
    setOffer(({ choices }) => ({ choices, note: "Searching…" }));
    timer.current = setTimeout(() => void ask(typed, turn), PAUSE);
  }
  return { ...offer, onType };
}

async function answered(asking: Promise<Json>): Promise<Offer> {
  try {
    const choices = choicesIn(await asking);
    return { choices, note: choices.length === 0 ? "No results found." : null };
  } catch (error) {
    return { choices: [], note: error instanceof Error ? error.message : String(error) };
  }
}
