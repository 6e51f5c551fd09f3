import { asRecords, asText, type Json } from "#sandbox/json.ts";
import { refused } from "./refused.ts";

/** Something a person can press or fill in, and where it stands. */
export type Element = {
  readonly blockId: string;
  readonly actionId: string;
  readonly type: string;
  readonly body: Json;
  /** The input block around it, if there is one. */
  readonly input: Json | null;
  readonly attachmentId: number | null;
};

/** Every element with an action_id, wherever it is nested. */
export function elementsIn(
  blocks: unknown,
  attachmentId: number | null = null,
): readonly Element[] {
  return asRecords(blocks).flatMap((block) => inside(block, { block, attachmentId }));
}

export function elementsOfMessage(message: Json): readonly Element[] {
  const attached = asRecords(message["attachments"]).flatMap((attachment, index) =>
    elementsIn(attachment["blocks"], index + 1),
  );
  return [...elementsIn(message["blocks"]), ...attached];
}

export function elementCalled(
  elements: readonly Element[],
  actionId: string,
  blockId?: string,
): Element {
  const found = elements.find(
    (element) =>
      element.actionId === actionId && (blockId === undefined || element.blockId === blockId),
  );
  if (found !== undefined) return found;
  const known = elements.map((element) => element.actionId).join(", ") || "none";
  throw refused(
    "action_not_found",
    `there is no action_id "${actionId}" here; there are: ${known}`,
  );
}

type Surrounding = { readonly block: Json; readonly attachmentId: number | null };

function inside(value: unknown, around: Surrounding): readonly Element[] {
  if (Array.isArray(value)) return value.flatMap((item) => inside(item, around));
  if (typeof value !== "object" || value === null) return [];
  const [record = {}] = asRecords([value]);
  // The nearest block that has an id is the one an action belongs to.
  const block = typeof record["block_id"] === "string" ? record : around.block;
  const here = elementFrom(record, { ...around, block });
  const parts = Object.values(record).flatMap((part) => inside(part, { ...around, block }));
  return here === undefined ? parts : [here, ...parts];
}

function elementFrom(record: Json, { block, attachmentId }: Surrounding): Element | undefined {
  const actionId = asText(record["action_id"]);
  const type = asText(record["type"]);
  if (actionId === undefined || type === undefined) return undefined;
  return {
    blockId: asText(block["block_id"]) ?? "",
    actionId,
    type,
    body: record,
    input: block["type"] === "input" ? block : null,
    attachmentId,
  };
}
