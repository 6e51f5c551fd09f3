import type { DateTime } from "luxon";
import { z } from "zod";
import type { ServiceChangeStatus } from "#domain/service-change.ts";
import type { ToldChange } from "#engine/delivery/note-service-changes.ts";
import { badFields } from "./problems.ts";
import { firstUrl, idLine, instantOr, nameLine, type Telling, titleLine } from "./told.ts";

const Text = z.string().nullish().catch(null);
const Login = z.object({ login: z.string() }).nullish().catch(null);

const Repository = z.object(
  { full_name: z.string("this is no webhook of a repository"), html_url: Text },
  "this is no webhook of a repository",
);

const Deployment = z.object(
  {
    id: z.int("this is no webhook of a deployment"),
    sha: Text,
    ref: Text,
    description: Text,
    environment: Text,
    creator: Login,
    created_at: Text,
    transient_environment: z.boolean().catch(false),
  },
  "this is no webhook of a deployment",
);

const Status = z.object(
  {
    state: z.string("this is no webhook of a deployment's status"),
    created_at: Text,
    log_url: Text,
    target_url: Text,
  },
  "this is no webhook of a deployment's status",
);

const DeploymentEvent = z.object({
  deployment: Deployment,
  repository: Repository,
  workflow_run: z.object({ html_url: Text }).nullish().catch(null),
});
type DeploymentEvent = z.output<typeof DeploymentEvent>;

const StatusEvent = DeploymentEvent.extend({ deployment_status: Status });

const ReleaseEvent = z.object({
  action: z.string("this is no webhook of a release"),
  release: z.object(
    {
      id: z.int("this is no webhook of a release"),
      tag_name: Text,
      name: Text,
      html_url: Text,
      author: Login,
      published_at: Text,
    },
    "this is no webhook of a release",
  ),
  repository: Repository,
});

/** What comes after a status, such as inactive, says nothing more of the change itself. */
const STATUSES: Readonly<Record<string, ServiceChangeStatus>> = {
  queued: "planned",
  pending: "planned",
  waiting: "planned",
  in_progress: "running",
  success: "succeeded",
  failure: "failed",
  error: "failed",
};

/** GitHub's webhooks about deployments and releases. */
export function readGithub(event: string, value: unknown, receivedAt: DateTime): Telling {
  switch (event) {
    case "deployment":
      return readDeployment(value, receivedAt);
    case "deployment_status":
      return readStatus(value, receivedAt);
    case "release":
      return readRelease(value, receivedAt);
    case "ping":
      return { kind: "ignored", reason: "the webhook works" };
    default:
      return {
        kind: "ignored",
        reason: "choose the events Deployments, Deployment statuses and Releases",
      };
  }
}

function readDeployment(value: unknown, receivedAt: DateTime): Telling {
  const parsed = DeploymentEvent.safeParse(value);
  if (!parsed.success) return badFields(parsed.error);
  const at = instantOr(parsed.data.deployment.created_at, receivedAt);
  // Its statuses bear the same second and come after it.
  const toldAt = at.minus({ milliseconds: 1 });
  return tell(parsed.data, { status: "running", at, endedAt: null, toldAt });
}

function readStatus(value: unknown, receivedAt: DateTime): Telling {
  const parsed = StatusEvent.safeParse(value);
  if (!parsed.success) return badFields(parsed.error);
  const { deployment_status: sent, deployment } = parsed.data;
  const status = Object.hasOwn(STATUSES, sent.state) ? STATUSES[sent.state] : undefined;
  if (status === undefined) {
    return { kind: "ignored", reason: "this status says nothing of the deployment itself" };
  }
  const toldAt = instantOr(sent.created_at, receivedAt);
  const isOver = status === "succeeded" || status === "failed";
  const at = isOver ? instantOr(deployment.created_at, receivedAt) : toldAt;
  const link = firstUrl(sent.log_url, sent.target_url);
  return tell(parsed.data, { status, at, endedAt: isOver ? toldAt : null, toldAt }, link);
}

type Moments = Pick<ToldChange, "status" | "at" | "endedAt" | "toldAt">;

function tell(event: DeploymentEvent, moments: Moments, link: string | null = null): Telling {
  const { deployment, repository, workflow_run: run } = event;
  const { id, sha, ref, description, environment, creator } = deployment;
  if (deployment.transient_environment) {
    return { kind: "ignored", reason: "the environment is a transient one, such as a preview" };
  }
  const name = repository.full_name;
  const change: ToldChange = {
    ...moments,
    source: "github",
    id: idLine(`${name}#${id}`),
    kind: "deploy",
    title: titleLine(description ?? "") || titleLine(`${name} ${ref ?? ""}`),
    by: nameLine(creator?.login),
    link: link ?? firstUrl(run?.html_url, `${repository.html_url}/commit/${sha}`),
    revision: nameLine(sha),
    environment: nameLine(environment),
    concerns: { kind: "name", name, environment: nameLine(environment) },
  };
  return { kind: "changes", changes: [change] };
}

function readRelease(value: unknown, receivedAt: DateTime): Telling {
  const parsed = ReleaseEvent.safeParse(value);
  if (!parsed.success) return badFields(parsed.error);
  const { action, release, repository } = parsed.data;
  if (action !== "published") {
    return { kind: "ignored", reason: "only releases that were published are changes" };
  }
  const at = instantOr(release.published_at, receivedAt);
  const { full_name: name } = repository;
  const change: ToldChange = {
    source: "github",
    id: idLine(`${name}#release-${release.id}`),
    kind: "deploy",
    title: titleLine(`${name} ${release.name || (release.tag_name ?? "")}`),
    status: "succeeded",
    at,
    endedAt: at,
    toldAt: at,
    by: nameLine(release.author?.login),
    link: firstUrl(release.html_url),
    revision: nameLine(release.tag_name),
    environment: null,
    concerns: { kind: "name", name, environment: null },
  };
  return { kind: "changes", changes: [change] };
}
