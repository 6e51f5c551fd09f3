import type { DateTime } from "luxon";
import { z } from "zod";
import type { ServiceChangeStatus } from "#domain/service-change.ts";
import type { ToldChange } from "#engine/delivery/note-service-changes.ts";
import { badFields } from "./problems.ts";
import { firstUrl, idLine, instantOr, nameLine, type Telling, titleLine } from "./told.ts";

const Text = z.string().nullish().catch(null);

const Project = z.object(
  { path_with_namespace: z.string("this is no webhook of a project"), name: Text },
  "this is no webhook of a project",
);

const Deployment = z.object({
  project: Project,
  deployment_id: z.int("this is no webhook of a deployment"),
  status: z.string("this is no webhook of a deployment"),
  status_changed_at: Text,
  deployable_url: Text,
  environment: Text,
  ref: Text,
  short_sha: Text,
  commit_title: Text,
  commit_url: Text,
  user: z
    .object({ name: Text, username: Text })
    .nullish()
    .catch(null)
    .transform((user) => user?.name ?? user?.username),
});

const Release = z.object({
  project: Project,
  action: z.string("this is no webhook of a release"),
  tag: z.string("this is no webhook of a release"),
  name: Text,
  url: Text,
  released_at: Text,
  commit: z
    .object({ author: z.object({ name: Text }) })
    .nullish()
    .catch(null)
    .transform((commit) => commit?.author.name),
});

const STATUSES: Readonly<Record<string, ServiceChangeStatus>> = {
  created: "planned",
  blocked: "planned",
  running: "running",
  success: "succeeded",
  failed: "failed",
  canceled: "cancelled",
};

/** GitLab writes 2026-11-20 10:00:00 +0100, or the same with UTC. */
const OWN_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:UTC|([+-]\d\d):?(\d\d))$/;

/** GitLab's webhooks about deployments and releases. */
export function readGitlab(value: unknown, receivedAt: DateTime): Telling {
  const { object_kind: kind } = z.object({ object_kind: Text }).catch({}).parse(value);
  if (kind === "deployment") return readDeployment(value, receivedAt);
  if (kind === "release") return readRelease(value, receivedAt);
  return { kind: "ignored", reason: "choose the triggers Deployment events and Releases events" };
}

function readDeployment(value: unknown, receivedAt: DateTime): Telling {
  const parsed = Deployment.safeParse(value);
  if (!parsed.success) return badFields(parsed.error);
  const sent = parsed.data;
  const status = Object.hasOwn(STATUSES, sent.status) ? STATUSES[sent.status] : undefined;
  if (status === undefined) return { kind: "ignored", reason: "nothing was deployed" };
  const at = instantOr(isoTime(sent.status_changed_at), receivedAt);
  const { path_with_namespace: name } = sent.project;
  const what = [sent.ref, sent.commit_title].filter(Boolean).join(": ");
  const change: ToldChange = {
    source: "gitlab",
    id: idLine(`${name}#${sent.deployment_id}`),
    kind: "deploy",
    title: titleLine(`${sent.project.name ?? name} ${what}`),
    status,
    at,
    endedAt: status === "planned" || status === "running" ? null : at,
    toldAt: at,
    by: nameLine(sent.user),
    link: firstUrl(sent.deployable_url, sent.commit_url),
    revision: nameLine(sent.short_sha),
    environment: nameLine(sent.environment),
    concerns: { kind: "name", name, environment: nameLine(sent.environment) },
  };
  return { kind: "changes", changes: [change] };
}

function readRelease(value: unknown, receivedAt: DateTime): Telling {
  const parsed = Release.safeParse(value);
  if (!parsed.success) return badFields(parsed.error);
  const { project, tag, url, commit, ...sent } = parsed.data;
  if (sent.action === "delete") return { kind: "ignored", reason: "a release was taken back" };
  const at = instantOr(isoTime(sent.released_at), receivedAt);
  const { path_with_namespace: name } = project;
  const change: ToldChange = {
    source: "gitlab",
    id: idLine(`${name}#release-${tag}`),
    kind: "deploy",
    title: titleLine(`${project.name ?? name} ${sent.name || tag}`),
    status: "succeeded",
    at,
    endedAt: at,
    toldAt: at,
    by: nameLine(commit),
    link: firstUrl(url),
    revision: nameLine(tag),
    environment: null,
    concerns: { kind: "name", name, environment: null },
  };
  return { kind: "changes", changes: [change] };
}

function isoTime(text: string | null | undefined): string {
  const [, day, time, hours = "+00", minutes = "00"] = OWN_TIME.exec(text ?? "") ?? [];
  return day === undefined ? (text ?? "") : `${day}T${time}${hours}:${minutes}`;
}
