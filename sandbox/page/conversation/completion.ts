import type { Channel, Command, User } from "#sandbox/live/wire.ts";

/** The word at the cursor that could be completed. */
export type Typing = {
  readonly kind: "person" | "channel" | "emoji" | "command";
  /** What has been typed of it, without its sign. */
  readonly part: string;
  /** Where it begins, its sign included, and ends. */
  readonly start: number;
  readonly end: number;
};

export type Completion = {
  readonly id: string;
  /** What is put in place of what was typed. */
  readonly insert: string;
  readonly label: string;
  readonly hint: string;
};

export type Choices = {
  readonly people: readonly User[];
  readonly channels: readonly Channel[];
  readonly commands: readonly Command[];
  readonly emojis: (part: string) => readonly { readonly name: string; readonly unicode: string }[];
};

const MOST = 8;

const SIGNS = { "@": "person", "#": "channel", ":": "emoji" } as const;

export function typingAt(text: string, cursor: number): Typing | null {
  const before = text.slice(0, cursor);
  const command = /^\/(\S*)$/.exec(before);
  if (command !== null) return { kind: "command", part: command[1] ?? "", start: 0, end: cursor };
  const word = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+-]*)$/u.exec(before);
  const [, sign, part = ""] = word ?? [];
  if (sign !== "@" && sign !== "#" && sign !== ":") return null;
  if (sign === ":" && part.length < 2) return null;
  return { kind: SIGNS[sign], part, start: cursor - part.length - 1, end: cursor };
}

export function completionsFor({ kind, part }: Typing, choices: Choices): readonly Completion[] {
  return allFor(kind, part.toLowerCase(), choices).slice(0, MOST);
}

/** The text with the completion in place, and where the cursor is then. */
export function completed(
  text: string,
  { start, end }: Typing,
  { insert }: Completion,
): { readonly text: string; readonly cursor: number } {
  const rest = text.slice(end);
  const put = rest.startsWith(" ") ? insert : `${insert} `;
  const cursor = start + insert.length + 1;
  return { text: text.slice(0, start) + put + rest, cursor };
}

function allFor(
  kind: Typing["kind"],
  part: string,
  { people, channels, commands, emojis }: Choices,
): readonly Completion[] {
  switch (kind) {
    case "person":
      return people.filter((user) => isPerson(user, part)).map(personCompletion);
    case "channel":
      return channels.filter(({ name }) => name.includes(part)).map(channelCompletion);
    case "emoji":
      return emojis(part).map(({ name, unicode }) => ({
        id: name,
        insert: `:${name}:`,
        label: `:${name}:`,
        hint: unicode,
      }));
    case "command":
      return commands
        .filter(({ command }) => command.slice(1).startsWith(part))
        .map(commandCompletion);
  }
}

function isPerson({ name, real_name }: User, part: string): boolean {
  const words = [name, ...real_name.split(" ")].map((word) => word.toLowerCase());
  return words.some((word) => word.startsWith(part));
}

function personCompletion({ id, name, real_name: label }: User): Completion {
  return { id, insert: `@${name}`, label, hint: `@${name}` };
}

function channelCompletion({ id, name, purpose }: Channel): Completion {
  return { id, insert: `#${name}`, label: `#${name}`, hint: purpose };
}

function commandCompletion({ command, description, usage_hint: usage = "" }: Command): Completion {
  const hint = [usage, description].filter((part) => part !== "").join(" · ");
  return { id: command, insert: command, label: command, hint };
}
