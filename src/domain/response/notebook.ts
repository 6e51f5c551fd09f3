import type { DateTime } from "luxon";
import { z } from "zod";
import { type Actor, MUSTER } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

const Place = z.object({ channel: z.string(), ts: z.string() });
/** A message in Slack, by its channel and its id there. */
export type MessagePlace = Readonly<z.infer<typeof Place>>;

/** What a message says, as plain words; images and other files by their names. */
const Content = z.object({
  text: z.string(),
  files: z.array(z.string()).readonly(),
  /** Slack's id of its last edit; null when it is as it was written. */
  editedAt: z.string().nullable(),
});
export type MessageContent = Readonly<z.infer<typeof Content>>;

const SavedMessage = Place.extend({
  /** Whether it is on the timeline, or was taken off. */
  kept: z.boolean(),
  editedAt: z.string().nullable(),
  deleted: z.boolean(),
}).readonly();
type SavedMessage = z.output<typeof SavedMessage>;

/** What people added to the timeline, as far as it must be known so that nothing is added twice. */
export const Notebook = z
  .object({
    /** Of the newest notes. */
    noteKeys: z.array(z.string()).readonly(),
    messages: z.array(SavedMessage).readonly(),
  })
  .readonly()
  .prefault({ noteKeys: [], messages: [] });
export type Notebook = z.output<typeof Notebook>;

export const EMPTY_NOTEBOOK: Notebook = { noteKeys: [], messages: [] };

export const NotebookEvent = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("note-added"),
      key: z.string(),
      text: z.string(),
      /** When it was so, as whoever noted it says. */
      at: Instant,
    })
    .readonly(),
  z
    .object({
      kind: z.literal("message-saved"),
      ...Place.shape,
      ...Content.shape,
      /** Who wrote it. */
      author: z.string(),
      link: z.string().nullable(),
      sentAt: Instant,
    })
    .readonly(),
  z.object({ kind: z.literal("message-edited"), ...Place.shape, ...Content.shape }).readonly(),
  z.object({ kind: z.literal("message-deleted"), ...Place.shape }).readonly(),
  z.object({ kind: z.literal("message-taken-off"), ...Place.shape }).readonly(),
]);
export type NotebookEvent = z.output<typeof NotebookEvent>;

export type NotebookCommand =
  | {
      readonly kind: "add-note";
      readonly by: Actor;
      readonly key: string;
      readonly text: string;
      /** Now, when left out. */
      readonly at: DateTime | null;
    }
  | ({
      readonly kind: "save-message";
      readonly by: Actor;
      readonly author: string;
      readonly link: string | null;
      readonly sentAt: DateTime;
    } & MessagePlace &
      MessageContent)
  | ({ readonly kind: "edit-message"; readonly by: Actor } & MessagePlace & MessageContent)
  | ({ readonly kind: "delete-message" } & MessagePlace)
  | ({ readonly kind: "take-off-message"; readonly by: Actor } & MessagePlace);

const MOST_KEYS = 100;

/** What becomes of the command, or in words why nothing does. */
export function decideNotebook(
  notebook: Notebook,
  command: NotebookCommand,
  now: DateTime,
): { readonly by: Actor; readonly event: NotebookEvent } | string {
  switch (command.kind) {
    case "add-note": {
      const { by, key, text, at } = command;
      if (notebook.noteKeys.includes(key)) return "it is noted already";
      return { by, event: { kind: "note-added", key, text, at: at ?? now } };
    }
    case "save-message": {
      const { by, kind: _, ...message } = command;
      if (keptMessage(notebook, command) !== null) return "it is on the timeline already";
      return { by, event: { kind: "message-saved", ...message } };
    }
    case "edit-message": {
      const { by, kind: _, ...message } = command;
      const kept = keptMessage(notebook, command);
      if (kept === null || !isNewer(message.editedAt, kept.editedAt)) return "nothing is new";
      return { by, event: { kind: "message-edited", ...message } };
    }
    case "delete-message": {
      const { channel, ts } = command;
      const kept = keptMessage(notebook, command);
      if (kept === null || kept.deleted) return "nothing is new";
      return { by: MUSTER, event: { kind: "message-deleted", channel, ts } };
    }
    case "take-off-message": {
      const { by, channel, ts } = command;
      if (keptMessage(notebook, command) === null) return "it is not on the timeline";
      return { by, event: { kind: "message-taken-off", channel, ts } };
    }
  }
}

export function evolveNotebook(notebook: Notebook, event: NotebookEvent): Notebook {
  switch (event.kind) {
    case "note-added":
      return { ...notebook, noteKeys: [...notebook.noteKeys, event.key].slice(-MOST_KEYS) };
    case "message-saved": {
      const { channel, ts, editedAt } = event;
      const others = notebook.messages.filter((message) => !isAt(message, event));
      const saved = { channel, ts, kept: true, editedAt, deleted: false };
      return { ...notebook, messages: [...others, saved] };
    }
    case "message-edited":
      return withMessage(notebook, event, { editedAt: event.editedAt });
    case "message-deleted":
      return withMessage(notebook, event, { deleted: true });
    case "message-taken-off":
      return withMessage(notebook, event, { kept: false });
  }
}

export function isAt(message: MessagePlace, { channel, ts }: MessagePlace): boolean {
  return message.channel === channel && message.ts === ts;
}

function keptMessage({ messages }: Notebook, place: MessagePlace): SavedMessage | null {
  return messages.find((message) => message.kept && isAt(message, place)) ?? null;
}

/** Slack's ids of edits are times of one length, so they compare as text. */
function isNewer(edit: string | null, known: string | null): boolean {
  return edit !== null && (known === null || edit > known);
}

function withMessage(
  notebook: Notebook,
  place: MessagePlace,
  change: Partial<SavedMessage>,
): Notebook {
  const messages = notebook.messages.map((message) =>
    isAt(message, place) ? { ...message, ...change } : message,
  );
  return { ...notebook, messages };
}
