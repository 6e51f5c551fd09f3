import { Liquid, LiquidError } from "liquidjs";
import type { Template } from "#domain/configuration/postmortem-template.ts";
import type { Section } from "#domain/postmortem/section.ts";
import { escaped } from "./escape.ts";
import { factsTag, proseTag } from "./tags.ts";

/** What is wrong with a template, and on which line. */
export type TemplateProblem = { readonly line: number | null; readonly message: string };

/** A template that can be drawn. */
export type Compiled = {
  readonly sections: readonly Section[];
  /** Throws a LiquidError when it takes too long or too much. */
  readonly render: (variables: object, how: Drawer) => string;
  /** Variables that it names, with the line on which it does. */
  readonly named: readonly { readonly path: readonly string[]; readonly line: number }[];
};

type Drawer = {
  readonly draw: (section: Section) => string;
  /** Whether a variable that is not there is an error. */
  readonly isStrict: boolean;
};

export type Compiling =
  | { readonly ok: true; readonly compiled: Compiled }
  | { readonly ok: false; readonly problem: TemplateProblem };

/** So that a template that loops or grows harms nobody: letters to read, and values to make. */
const LIMITS = { parseLimit: 200_000, memoryLimit: 5_000_000 };
/** Nothing else is done meanwhile. What comes along is known to end, and has room for the longest incident. */
const MOST_MILLISECONDS = 1000;
const MOST_LETTERS = 2_000_000;

/** Tags that read other files; without them such a template is wrong where it is checked. */
const REACHING_OUT = ["include", "render", "layout", "block"];

export function compile({ text, file }: Pick<Template, "text" | "file">): Compiling {
  const sections: Section[] = [];
  const drawn: { part: (section: Section) => string } = { part: () => "" };
  const liquid = new Liquid({
    ...LIMITS,
    // No file can be reached, whatever a template includes.
    templates: {},
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    outputEscape: outputWords,
    timezoneOffset: 0,
  });
  for (const tag of REACHING_OUT) delete liquid.tags[tag];
  // Whatever is put out is escaped: text of alerts is never markup.
  liquid.registerFilter("raw", (value: unknown) => value);
  const parts = {
    note: (section: Section) => {
      if (sections.some(({ id }) => id === section.id))
        throw new Error(`there is a second part called ${section.id}`);
      sections.push(section);
    },
    draw: (section: Section) => drawn.part(section),
  };
  liquid.registerTag("facts", factsTag(parts));
  liquid.registerTag("prose", proseTag(parts));
  try {
    const parsed = liquid.parse(text);
    const { globals } = liquid.analyzeSync(parsed, { partials: false });
    const named = Object.values(globals).flatMap((uses) =>
      uses.map(({ segments, location }) => {
        return { path: segments.map(String), line: location.row };
      }),
    );
    return {
      ok: true,
      compiled: {
        sections,
        named,
        render: (variables, { draw, isStrict: strictVariables }) => {
          drawn.part = draw;
          const renderLimit = file === null ? Number.POSITIVE_INFINITY : MOST_MILLISECONDS;
          const drawing = { strictVariables, renderLimit };
          const made = String(liquid.renderSync(parsed, variables, drawing));
          return file === null ? made : notTooLong(made);
        },
      },
    };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

function notTooLong(text: string): string {
  if (text.length <= MOST_LETTERS) return text;
  throw new Error(`it made ${text.length} letters, and ${MOST_LETTERS} are the most`);
}

/** Each part is drawn once: the markers around facts must be found again. */
export function once(draw: Drawer["draw"]): Drawer["draw"] {
  const seen = new Set<string>();
  return (section) => {
    if (seen.has(section.id)) throw new Error(`${section.id} is drawn twice`);
    seen.add(section.id);
    return draw(section);
  };
}

export function problemOf(error: unknown): TemplateProblem {
  if (!LiquidError.is(error)) {
    return { line: null, message: error instanceof Error ? error.message : String(error) };
  }
  const [line = null] = error.token.getPosition();
  return { line, message: error.originalError?.message ?? error.message };
}

function outputWords(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value === null || value === undefined ? "" : escaped(JSON.stringify(value));
}
