import type { DateTime } from "luxon";
import { z } from "zod";
import type { ServiceChangeStatus } from "#domain/service-change.ts";
import type { ToldChange } from "#engine/delivery/note-service-changes.ts";
import { badFields } from "./problems.ts";
import { firstUrl, idLine, instantOr, nameLine, type Telling, titleLine } from "./told.ts";

const Text = z.string().nullish().catch(null);
const TEMPLATE = "take the template from docs/changes.md";

/** What the template of docs/changes.md makes of an application. */
const Notification = z.object({
  argocd: z.object(
    {
      application: z.string(TEMPLATE),
      environment: Text,
      url: Text,
      operation: z.object(
        {
          phase: z.string(TEMPLATE),
          startedAt: z.string(TEMPLATE),
          finishedAt: Text,
          operation: z
            .object({ initiatedBy: z.object({ username: Text }) })
            .nullish()
            .catch(null)
            .transform((operation) => operation?.initiatedBy.username),
          syncResult: z
            .object({ revision: Text, revisions: z.array(z.string()).catch([]) })
            .nullish()
            .catch(null)
            .transform((result) => result?.revision || result?.revisions.join(" ")),
        },
        TEMPLATE,
      ),
    },
    TEMPLATE,
  ),
});

const STATUSES: Readonly<Record<string, ServiceChangeStatus>> = {
  Running: "running",
  Terminating: "running",
  Succeeded: "succeeded",
  Failed: "failed",
  Error: "failed",
};

/** Whether a body says that it is one of Argo CD's. */
export function isArgocd(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "argocd");
}

/** Argo CD's notifications about the synchronisation of an application. */
export function readArgocd(value: unknown, receivedAt: DateTime): Telling {
  const parsed = Notification.safeParse(value);
  if (!parsed.success) return badFields(parsed.error);
  const { application, environment, url, operation } = parsed.data.argocd;
  const { phase, startedAt, finishedAt } = operation;
  const status = Object.hasOwn(STATUSES, phase) ? STATUSES[phase] : undefined;
  if (status === undefined) return { kind: "ignored", reason: "nothing was synchronised" };
  const at = instantOr(startedAt, receivedAt);
  const endedAt = status === "running" ? null : instantOr(finishedAt, receivedAt);
  const change: ToldChange = {
    source: "argocd",
    id: idLine(`${application}#${startedAt}`),
    kind: "deploy",
    title: titleLine(application),
    status,
    at,
    endedAt,
    toldAt: endedAt ?? at,
    by: nameLine(operation.operation),
    link: firstUrl(url),
    revision: nameLine(operation.syncResult),
    environment: nameLine(environment),
    concerns: { kind: "name", name: application, environment: nameLine(environment) },
  };
  return { kind: "changes", changes: [change] };
}
