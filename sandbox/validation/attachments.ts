import { check, isRecord } from "./check.ts";
import { failed, wrongType } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import { problem } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { blocksOn } from "./surfaces.ts";
import { eachRecord } from "./walk.ts";
import type { Located } from "./walk.ts";

const MOST_ATTACHMENTS = 100;

const beside = ["blocks", "color", "fallback", "callback_id"];

const legacy = [
  "color",
  "fallback",
  "callback_id",
  "attachment_type",
  "pretext",
  "text",
  "mrkdwn_in",
  "title",
  "title_link",
  "author_name",
  "author_subname",
  "author_link",
  "author_icon",
  "fields",
  "actions",
  "image_url",
  "thumb_url",
  "footer",
  "footer_icon",
  "ts",
  "app_unfurl_url",
  "is_app_unfurl",
  "app_id",
  "bot_id",
  "preview",
];

const blocks = blocksOn("message");

export function attachmentProblems(attachments: unknown): readonly Problem[] {
  if (!Array.isArray(attachments)) {
    return [problem("invalid_attachments", wrongType("/attachments", "must provide an array"))];
  }
  if (attachments.length > MOST_ATTACHMENTS) return [tooMany(attachments.length)];

  return attachments
    .flatMap((attachment: unknown, index) => flawsOf(attachment, `/attachments/${index}`))
    .map((flaw) => problem("invalid_attachments", flaw));
}

/** The objects inside the blocks of the attachments; legacy fields have no shape to walk. */
export function attachmentParts(attachments: unknown): readonly Located[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((attachment: unknown, index) =>
    isRecord(attachment) ? eachRecord(attachment["blocks"], `/attachments/${index}/blocks`) : [],
  );
}

function tooMany(got: number): Problem {
  const detail = { expected: MOST_ATTACHMENTS, got };
  return problem(
    "too_many_attachments",
    failed("/attachments", "too_many_attachments", "max_items", detail),
  );
}

function flawsOf(attachment: unknown, pointer: string): readonly Flaw[] {
  if (!isRecord(attachment)) return [wrongType(pointer, "must provide an object")];

  const hasBlocks = Object.hasOwn(attachment, "blocks");
  return [
    ...keyFlaws(attachment, hasBlocks ? beside : legacy),
    ...(hasBlocks ? check(blocks, attachment["blocks"], `${pointer}/blocks`) : []),
  ];
}

/** Slack answers unknown and empty properties with one word and no place (node-slack-sdk 832). */
function keyFlaws(
  attachment: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
): readonly Flaw[] {
  const wrong = Object.keys(attachment).filter(
    (name) => !allowed.includes(name) || attachment[name] === null,
  );
  if (wrong.length === 0) return [];
  return [failed("", "invalid_keys", "additional_properties", { got: wrong.join(", ") })];
}
