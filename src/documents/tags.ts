import {
  type Context,
  type Emitter,
  Tag,
  type TagToken,
  type TopLevelToken,
  type Liquid,
} from "liquidjs";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { Section } from "#domain/postmortem/section.ts";
import { BLOCKS } from "./blocks.ts";

/** Takes note of the parts of a template as they are read, and draws them. */
export type Parts = {
  readonly note: (section: Section) => void;
  readonly draw: (section: Section) => string;
};

const ARGUMENTS = /^\s*(?:"[^"]*"|'[^']*')(?:\s*,\s*(?:"[^"]*"|'[^']*'))*\s*$/;
const ARGUMENT = /"([^"]*)"|'([^']*)'/g;
const ID = /^[a-z][a-z0-9-]{0,62}$/;

/** `{% facts "timeline" %}`: a part that Muster writes; a second text is its heading, an empty one leaves it out. */
export function factsTag(
  parts: Parts,
): new (token: TagToken, rest: TopLevelToken[], liquid: Liquid) => Tag {
  return partTag(parts, (texts) => {
    const [id = "", title] = texts;
    if (texts.length < 1 || texts.length > 2)
      throw new Error('write it as {% facts "timeline" %} or {% facts "timeline", "Heading" %}');
    const block = BLOCKS.get(id);
    if (block !== undefined) return { id, title: title ?? block.title, prompt: "", prose: false };
    const guess = closestName(id, BLOCKS.keys());
    const fix =
      guess === null ? `there are ${[...BLOCKS.keys()].join(", ")}` : `did you mean ${guess}?`;
    throw new Error(`there are no facts called ${JSON.stringify(id)}; ${fix}`);
  });
}

/** `{% prose "summary", "Summary", "What to write" %}`: a part that people write. */
export function proseTag(parts: Parts): ReturnType<typeof factsTag> {
  return partTag(parts, (texts) => {
    const [id = "", title = "", prompt = ""] = texts;
    if (texts.length !== 3 || title === "" || prompt === "")
      throw new Error(
        'write it as {% prose "summary", "Heading", "What people are asked to write" %}',
      );
    if (!ID.test(id))
      throw new Error(`${JSON.stringify(id)} is no id: use lower case letters, digits and -`);
    if (BLOCKS.has(id)) throw new Error(`${id} is what facts are called; choose another id`);
    return { id, title, prompt, prose: true };
  });
}

function partTag(
  { note, draw }: Parts,
  read: (texts: readonly string[]) => Section,
): ReturnType<typeof factsTag> {
  return class PartTag extends Tag {
    readonly #section: Section;

    constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid) {
      super(token, rest, liquid);
      this.#section = read(textsIn(token.args));
      note(this.#section);
    }

    render(_context: Context, emitter: Emitter): void {
      emitter.write(draw(this.#section));
    }
  };
}

function textsIn(words: string): readonly string[] {
  if (!ARGUMENTS.test(words))
    throw new Error("give texts in quotation marks, with commas between them");
  return Array.from(words.matchAll(ARGUMENT), ([, double, single]) => double ?? single ?? "");
}
