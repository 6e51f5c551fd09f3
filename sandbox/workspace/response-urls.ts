import { randomBytes } from "node:crypto";
import { SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

const LIFE = 30 * 60 * 1000;
const USES = 5;

/** Where an app may answer what a person did, and about which message. */
export type ResponseUrl = {
  readonly path: string;
  readonly userId: string;
  readonly channelId: string;
  readonly messageTs: string | undefined;
  readonly issuedAt: number;
  readonly uses: number;
};

export function newResponseUrl(
  workspace: Workspace,
  kind: "commands" | "actions",
  place: Pick<ResponseUrl, "userId" | "channelId" | "messageTs">,
): string {
  const secret = randomBytes(12).toString("hex");
  const path = `/${kind}/${workspace.team.id}/${workspace.responseUrls.size + 1}/${secret}`;
  workspace.responseUrls.set(path, { ...place, path, issuedAt: workspace.now(), uses: 0 });
  return workspace.url + path;
}

/** Counts one use; too old or used up is refused. */
export function spendResponseUrl(workspace: Workspace, path: string): ResponseUrl {
  const target = workspace.responseUrls.get(path);
  if (target === undefined) throw new SlackError("no_such_url");
  if (workspace.now() - target.issuedAt > LIFE) throw new SlackError("expired_url");
  if (target.uses >= USES) throw new SlackError("used_url");
  const spent = { ...target, uses: target.uses + 1 };
  workspace.responseUrls.set(path, spent);
  return spent;
}
