import { failed } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import type { Located } from "./walk.ts";

/** In one message or view no block and no action may have the same id twice. */
export function repeatedIds(parts: readonly Located[]): readonly Flaw[] {
  return [...repeated("block_id", parts), ...repeated("action_id", parts)];
}

function repeated(name: "block_id" | "action_id", parts: readonly Located[]): readonly Flaw[] {
  const ids = parts.flatMap(({ value, pointer }) => {
    const id = value[name];
    return typeof id === "string" && id !== "" ? [{ id, pointer: `${pointer}/${name}` }] : [];
  });
  const firsts = new Map(ids.toReversed().map(({ id, pointer }) => [id, pointer]));

  return ids
    .filter(({ id, pointer }) => firsts.get(id) !== pointer)
    .map(({ id, pointer }) =>
      failed(pointer, `\`${name}\` "${id}" already exists`, "unique_items", { got: id }),
    );
}
