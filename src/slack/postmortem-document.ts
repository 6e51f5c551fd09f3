import { renderPostmortem, sectionsOf } from "#documents/postmortem.ts";
import { templateNamed } from "#documents/templates.ts";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import type { Section } from "#domain/postmortem/section.ts";
import type { PostmortemParts } from "#engine/postmortem/read-postmortem.ts";

/** A postmortem as people read it. */
export type ReadableDocument = { readonly title: string; readonly markdown: string };

/** The document as it is now, from the newest facts and what people wrote. */
export function documentFrom(parts: PostmortemParts): ReadableDocument {
  const { incident, facts, prose, zone } = parts;
  const template = templateNamed(parts.template, parts.templates);
  return {
    title: documentTitle(incident),
    markdown: renderPostmortem({ facts, prose, template, zone }),
  };
}

/** The parts of its template, in their order. */
export function sectionsIn({ template, templates }: PostmortemParts): readonly Section[] {
  return sectionsOf(templateNamed(template, templates));
}

function documentTitle({ id, title }: Pick<Incident, "id" | "title">): string {
  return `Postmortem of ${incidentName(id)}: ${title}`;
}
