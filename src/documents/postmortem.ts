import type { Template } from "#domain/configuration/postmortem-template.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import type { Section } from "#domain/postmortem/section.ts";
import { BLOCKS } from "./blocks.ts";
import { compile, once, problemOf } from "./compile.ts";
import type { Drawing, Image } from "./drawing.ts";
import { escaped } from "./escape.ts";
import { closeMarker, openMarker } from "./markers.ts";
import { proseMarkdown } from "./prose.ts";
import { builtIn } from "./templates.ts";
import { variablesOf } from "./variables.ts";

export type Document = {
  readonly facts: PostmortemFacts;
  /** What people wrote, by section. */
  readonly prose: ReadonlyMap<string, { readonly text: string }>;
  readonly template: Template;
  /** The zone of those who read it, such as Europe/Berlin. */
  readonly zone: string;
  /** Charts that stand beside it as files. */
  readonly images?: readonly Image[];
  /** Whether facts stand between markers, so that they can be redrawn in a file. */
  readonly marked?: boolean;
};

/** The parts of a document in their order; those of the default where the template cannot be used. */
export function sectionsOf(template: Template): readonly Section[] {
  const compiling = compile(template);
  if (compiling.ok) return compiling.compiled.sections;
  return template.file === null ? [] : sectionsOf(builtIn("default"));
}

/** The whole document as Markdown. A template that cannot be used never keeps anybody from the facts: the default takes its place. */
export function renderPostmortem(document: Document): string {
  const { template } = document;
  const compiling = compile(template);
  if (!compiling.ok) return instead(document, compiling.problem.message);
  const { sections, render } = compiling.compiled;
  const drawing = drawingOf(document, sections);
  try {
    const drawn = new Set<string>();
    const text = render(variablesOf(drawing), {
      draw: once((section) => {
        drawn.add(section.id);
        return partOf(section, document, drawing);
      }),
      isStrict: false,
    });
    return tidied(`${text.trim()}${leftOver(document, drawn)}`);
  } catch (error) {
    if (template.file === null) throw error;
    return instead(document, problemOf(error).message);
  }
}

/** What the facts of a section say now, for whoever redraws them in place; null when it is none of facts. */
export function renderFacts(document: Document, section: string): string | null {
  const block = BLOCKS.get(section);
  const drawing = drawingOf(document, sectionsOf(document.template));
  return block === undefined ? null : block.draw(drawing);
}

function drawingOf({ facts, zone, images = [] }: Document, sections: readonly Section[]): Drawing {
  return { facts, zone, images, has: (id) => sections.some((section) => section.id === id) };
}

function partOf(section: Section, document: Document, drawing: Drawing): string {
  const heading = section.title === "" ? "" : `## ${section.title}\n\n`;
  return `${heading}${section.prose ? proseOf(section, document) : factsOf(section, document, drawing)}`;
}

function proseOf({ id, prompt }: Section, { prose }: Document): string {
  const text = prose.get(id)?.text.trim() ?? "";
  return text === "" ? `*Nobody has written this yet.* ${prompt}` : proseMarkdown(text);
}

/** What people wrote for parts that the template does not have, or no longer: nothing of theirs is lost. */
function leftOver({ prose }: Document, drawn: ReadonlySet<string>): string {
  const rest = [...prose].filter(([id, { text }]) => !drawn.has(id) && text.trim() !== "");
  if (rest.length === 0) return "";
  const parts = rest.map(([id, { text }]) => `### ${escaped(id)}\n\n${proseMarkdown(text)}`);
  return ["", "## Written for another template", ...parts].join("\n\n");
}

function factsOf({ id }: Section, { marked = false }: Document, drawing: Drawing): string {
  const facts = BLOCKS.get(id)?.draw(drawing) ?? "";
  return marked ? `${openMarker(id)}\n\n${facts}\n\n${closeMarker(id)}` : facts;
}

function instead(document: Document, reason: string): string {
  const { id, file } = document.template;
  const place = file === null ? id : `${id} (${file})`;
  const note = `> The template ${escaped(place)} cannot be used: ${escaped(reason)}. This is the default one.`;
  return `${note}\n\n${renderPostmortem({ ...document, template: builtIn("default") })}`;
}

/** Templates leave lines empty where they decide; code that people wrote keeps its own. */
function tidied(text: string): string {
  return `${text.trim()}\n`;
}
