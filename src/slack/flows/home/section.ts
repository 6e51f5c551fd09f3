import type { types } from "@slack/bolt";
import type { Actor } from "#domain/actor.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { ListState } from "#slack/flows/list/list-state.ts";

/** Whoever looks at App Home; `person` is null for those whom muster.yaml does not know. */
export type Viewer = {
  readonly actor: Actor;
  readonly person: string | null;
  /** The incidents that they have chosen to see; null shows an overview. */
  readonly list: ListState | null;
};

/** One part of App Home as it is now; nothing when there is nothing to say. */
export type HomeSection = (desk: Desk, viewer: Viewer) => Promise<readonly types.KnownBlock[]>;
