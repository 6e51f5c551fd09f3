import type { types } from "@slack/bolt";
import type { Desk } from "#slack/flows/desk/desk.ts";

/** Whoever looks at App Home; `person` is null for those whom muster.yaml does not know. */
export type Viewer = { readonly person: string | null };

/** One part of App Home as it is now; nothing when there is nothing to say. */
export type HomeSection = (desk: Desk, viewer: Viewer) => Promise<readonly types.KnownBlock[]>;
