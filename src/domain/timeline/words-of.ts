import type { Actor } from "#domain/actor.ts";
import type { TimelinePen } from "./timeline-pen.ts";

/** For every kind of these events its sentence: what happened, and who did it where that matters. */
export type WordsOf<Event extends { readonly kind: string }> = {
  readonly [Kind in Event["kind"]]: (
    event: Extract<Event, { readonly kind: Kind }>,
    pen: TimelinePen,
    by: Actor,
  ) => string;
};
