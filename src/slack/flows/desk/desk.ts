import type { webApi } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { Finding } from "#domain/configuration/finding.ts";
import type { Engine } from "#engine/engine.ts";
import type { Identity } from "#slack/connection/identity.ts";
import type { TellUnreadable } from "#slack/incident-group.ts";
import type { Members } from "#slack/people/members.ts";
import type { UserGroups } from "#slack/people/user-groups.ts";

/** What every flow works with. */
export type Desk = {
  readonly engine: Engine;
  readonly tellUnreadable: TellUnreadable;
  /** Tries once and gives up on silence. */
  readonly client: webApi.WebClient;
  readonly members: Members;
  readonly userGroups: UserGroups;
  readonly identity: Identity;
  /** What keeps muster.yaml from being used as it stands now, or null. */
  readonly configurationProblem: () => {
    readonly at: DateTime;
    readonly findings: readonly Finding[];
  } | null;
};
