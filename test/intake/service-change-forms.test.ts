import { describe, expect, it } from "vitest";
import type { ToldChange } from "#engine/delivery/note-service-changes.ts";
import { plain } from "#test/support/build.ts";
import { openChangeDoor, RECEIVED_AT, signature, TOKEN } from "#test/support/change-door.ts";
import { recordedChange } from "#test/support/service-changes.ts";

type Answer = { readonly status: string; readonly reason?: string };

/** What a recorded delivery tells, with some words of it replaced; null when it is ignored. */
async function send(
  name: string,
  headers: (body: string) => Record<string, string>,
  replaced: Readonly<Record<string, string>> = {},
): Promise<{ readonly told: readonly ToldChange[]; readonly answer: Answer }> {
  const recorded = await recordedChange(name);
  const body = Object.entries(replaced).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    return text.replaceAll(from, to);
  }, recorded);
  const door = await openChangeDoor();
  const answer = await door.post(body, headers(body));
  expect(answer.status).toBe(200);
  return { told: door.told, answer: (await answer.json()) as Answer };
}

function github(event: string) {
  return (body: string) => ({ "x-github-event": event, "x-hub-signature-256": signature(body) });
}

function gitlab(event: string) {
  return () => ({ "x-gitlab-event": event, "x-gitlab-token": TOKEN });
}

function argocd() {
  return { authorization: `Bearer ${TOKEN}` };
}

const DEPLOYMENT = {
  id: "acme/checkout#1873645512",
  source: "github",
  kind: "deploy",
  title: "acme/checkout v41",
  by: "mia-l",
  revision: "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
  environment: "production",
  concerns: { kind: "name", name: "acme/checkout", environment: "production" },
};
const PRODUCTION = { '"environment": "production"': '"environment": "staging"' };

describe("GitHub", () => {
  it("tells that a deployment begins", async () => {
    const { told } = await send("github-deployment", github("deployment"));

    expect(plain(told)).toEqual([
      {
        ...DEPLOYMENT,
        status: "running",
        at: "2026-11-20T09:50:02.000Z",
        endedAt: null,
        toldAt: "2026-11-20T09:50:01.999Z",
        link: "https://github.com/acme/checkout/actions/runs/11902837465",
      },
    ]);
  });

  it("tells how a deployment ended, as the same change", async () => {
    const { told } = await send("github-deployment-status", github("deployment_status"));

    expect(plain(told)).toEqual([
      {
        ...DEPLOYMENT,
        status: "succeeded",
        at: "2026-11-20T09:50:02.000Z",
        endedAt: "2026-11-20T09:54:31.000Z",
        toldAt: "2026-11-20T09:54:31.000Z",
        link: "https://github.com/acme/checkout/actions/runs/11902837465/job/33166",
      },
    ]);
  });

  it.each([
    ["waiting", "planned", "2026-11-20T09:54:31.000Z", null],
    ["in_progress", "running", "2026-11-20T09:54:31.000Z", null],
    ["failure", "failed", "2026-11-20T09:50:02.000Z", "2026-11-20T09:54:31.000Z"],
    ["error", "failed", "2026-11-20T09:50:02.000Z", "2026-11-20T09:54:31.000Z"],
  ])("means by the status %s that it is %s", async (state, status, at, endedAt) => {
    const { told } = await send("github-deployment-status", github("deployment_status"), {
      '"state": "success"': `"state": "${state}"`,
    });

    expect(plain(told)).toMatchObject([{ status, at, endedAt }]);
  });

  it.each<[string, string, string, Record<string, string>]>([
    [
      "a status that came later",
      "github-deployment-status",
      "deployment_status",
      { '"state": "success"': '"state": "inactive"' },
    ],
    [
      "a status that nobody knows",
      "github-deployment-status",
      "deployment_status",
      { '"state": "success"': '"state": "constructor"' },
    ],
    [
      "a preview",
      "github-deployment",
      "deployment",
      { '"transient_environment": false': '"transient_environment": true' },
    ],
    ["a draft of a release", "github-release", "release", { '"published"': '"created"' }],
    ["another event", "github-release", "push", {}],
    ["a ping", "github-release", "ping", {}],
  ])("is ignored with a reason: %s", async (_, name, event, replaced) => {
    const { told, answer } = await send(name, github(event), replaced);

    expect(told).toEqual([]);
    expect(answer).toEqual({ status: "ignored", reason: expect.stringMatching(/\w+ \w+/) });
  });

  it("tells of a release that was published", async () => {
    const { told } = await send("github-release", github("release"));

    expect(plain(told)).toMatchObject([
      {
        id: "acme/checkout#release-17372790",
        title: "acme/checkout v41: new tax rules",
        at: "2026-11-20T09:41:20.000Z",
        link: "https://github.com/acme/checkout/releases/tag/v41",
        revision: "v41",
        concerns: { kind: "name", name: "acme/checkout", environment: null },
      },
    ]);
  });

  it("may send a form, as it does unless told otherwise", async () => {
    const door = await openChangeDoor();
    const body = new URLSearchParams({
      payload: await recordedChange("github-release"),
    }).toString();

    expect((await door.post(body, github("release")(body))).status).toBe(200);
    expect(door.told).toHaveLength(1);
  });

  it.each([
    ["another secret", (body: string) => signature(body, "another")],
    ["another body", (body: string) => signature(`${body} `)],
    ["no hexadecimal digits", () => "sha256=zz"],
    ["another digest", (body: string) => signature(body).replace("sha256", "sha1")],
  ])("is not believed when the signature is of %s", async (_, sign) => {
    const door = await openChangeDoor();
    const body = await recordedChange("github-deployment");

    const headers = { "x-github-event": "deployment", "x-hub-signature-256": sign(body) };

    expect((await door.post(body, headers)).status).toBe(401);
    expect(door.told).toEqual([]);
  });

  it("hears which field of its payload is missing", async () => {
    const door = await openChangeDoor();
    const body = JSON.stringify({ deployment: { id: "7" } });

    const answer = await door.post(body, github("deployment")(body));

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      detail: [{ field: "deployment.id" }, { field: "repository" }],
    });
  });
});

describe("GitLab", () => {
  it("tells of a deployment", async () => {
    const { told } = await send("gitlab-deployment", gitlab("Deployment Hook"));

    expect(plain(told)).toEqual([
      {
        id: "shop/checkout#15",
        source: "gitlab",
        kind: "deploy",
        title: "checkout v41: Apply the new tax rules",
        status: "succeeded",
        at: "2026-11-20T09:54:31.000Z",
        endedAt: "2026-11-20T09:54:31.000Z",
        toldAt: "2026-11-20T09:54:31.000Z",
        by: "Mia Lindqvist",
        link: "https://gitlab.acme.example/shop/checkout/-/jobs/796",
        revision: "279484c0",
        environment: "production",
        concerns: { kind: "name", name: "shop/checkout", environment: "production" },
      },
    ]);
  });

  it.each([
    ["running", "running", null],
    ["blocked", "planned", null],
    ["failed", "failed", "2026-11-20T09:54:31.000Z"],
    ["canceled", "cancelled", "2026-11-20T09:54:31.000Z"],
  ])("means by the status %s that it is %s", async (sent, status, endedAt) => {
    const { told } = await send("gitlab-deployment", gitlab("Deployment Hook"), {
      '"success"': `"${sent}"`,
      ...PRODUCTION,
    });

    expect(plain(told)).toMatchObject([{ status, endedAt, environment: "staging" }]);
  });

  it("tells of a release", async () => {
    const { told } = await send("gitlab-release", gitlab("Release Hook"));

    expect(plain(told)).toMatchObject([
      {
        id: "shop/checkout#release-v41",
        title: "checkout v41: new tax rules",
        at: "2026-11-20T09:41:20.000Z",
        by: "Mia Lindqvist",
        link: "https://gitlab.acme.example/shop/checkout/-/releases/v41",
      },
    ]);
  });

  it.each<[string, string, Record<string, string>]>([
    ["a deployment that was skipped", "gitlab-deployment", { '"success"': '"skipped"' }],
    ["a release that was taken back", "gitlab-release", { '"create"': '"delete"' }],
    ["another event", "gitlab-release", { '"release"': '"push"' }],
  ])("is ignored with a reason: %s", async (_, name, replaced) => {
    const { told, answer } = await send(name, gitlab("Some Hook"), replaced);

    expect(told).toEqual([]);
    expect(answer.reason).toMatch(/\w+ \w+/);
  });
});

describe("Argo CD", () => {
  it("tells of a synchronisation", async () => {
    const { told } = await send("argocd-sync", argocd);

    expect(plain(told)).toEqual([
      {
        id: "checkout-prod#2026-11-20T09:50:02Z",
        source: "argocd",
        kind: "deploy",
        title: "checkout-prod",
        status: "succeeded",
        at: "2026-11-20T09:50:02.000Z",
        endedAt: "2026-11-20T09:54:31.000Z",
        toldAt: "2026-11-20T09:54:31.000Z",
        by: "mia",
        link: "https://argocd.acme.example/applications/checkout-prod",
        revision: "b1c2d3e4f5a60718293a4b5c6d7e8f9001122334",
        environment: "production",
        concerns: { kind: "name", name: "checkout-prod", environment: "production" },
      },
    ]);
  });

  it.each(["Running", "Terminating"])("tells by %s that it goes on, and no more", async (phase) => {
    const door = await openChangeDoor();
    const operation = { phase, startedAt: "2026-11-20T09:50:02Z", syncResult: null };
    const notice = { argocd: { application: "checkout-prod", url: "<no value>", operation } };

    await door.post(JSON.stringify(notice));

    expect(plain(door.told)).toMatchObject([
      { status: "running", endedAt: null, by: null, link: null, revision: null },
    ]);
  });

  it("hears to take the template when its words are others", async () => {
    const door = await openChangeDoor();

    const answer = await door.post(JSON.stringify({ argocd: { app: "checkout" } }));

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("docs/changes.md");
  });
});

it("takes no time that lies ahead from anybody", async () => {
  const { told } = await send("argocd-sync", argocd, { "2026-11-20T09:5": "2027-11-20T09:5" });

  expect(plain(told)).toMatchObject([{ at: plain(RECEIVED_AT), endedAt: plain(RECEIVED_AT) }]);
});
