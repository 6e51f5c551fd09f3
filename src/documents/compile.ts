import { Liquid, LiquidError } from "liquidjs";
import type { Section } from "#domain/postmortem/section.ts";
import type { Template } from "#domain/postmortem/template.ts";
import { escaped } from "./escape.ts";
import { factsTag, proseTag } from "./tags.ts";

/** What is wrong with a template, and on which line. */
export type TemplateProblem = { readonly line: number | null; readonly message: string };

/** A template that can be drawn. */
type Compiled = {
  readonly sections: readonly Section[];
  /** Throws a LiquidError when it takes too long or too much. */
  readonly render: (variables: object, draw: (section: Section) => string) => string;
  /** Variables that it names, with the line on which it does. */
  readonly named: readonly { readonly path: readonly string[]; readonly line: number }[];
};

export type Compiling =
  | { readonly ok: true; readonly compiled: Compiled }
  | { readonly ok: false; readonly problem: TemplateProblem };

/** So that a template that loops or grows harms nobody: letters to read, milliseconds, and values to make. */
const LIMITS = { parseLimit: 200_000, renderLimit: 2000, memoryLimit: 5_000_000 };

export function compile({ text }: Pick<Template, "text">): Compiling {
  const sections: Section[] = [];
  const drawn: { part: (section: Section) => string } = { part: () => "" };
  const liquid = new Liquid({
    ...LIMITS,
    // No file can be reached, whatever a template includes.
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: outputWords,
    timezoneOffset: 0,
  });
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
        render: (variables, draw) => {
          drawn.part = draw;
          return String(liquid.renderSync(parsed, variables));
        },
      },
    };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
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
