import { webApi } from "@slack/bolt";
import { expect, it } from "vitest";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { movePostmortem, publishPostmortem } from "#engine/postmortem/change-postmortem.ts";
import { writeSection } from "#engine/postmortem/write-section.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { keepDocument } from "#slack/outgoing/postmortem/keep-document.ts";
import { showPostmortems } from "#slack/outgoing/postmortem/show-postmortems.ts";
import type { Draft } from "#slack/outgoing/postmortem/target.ts";
import { proseOf } from "#store/postmortem/sections.ts";
import { type ShownDocument, shownDocumentOf } from "#store/slack/documents.ts";
import { person } from "#test/support/build.ts";
import { withDatabase } from "#test/support/database.ts";
import { declared, end, judgingEngine, now } from "#test/support/judging.ts";
import { judge } from "#test/support/postmortem.ts";

const ANN = person("ann");
const DRAFT: Draft = {
  title: "Postmortem of INC-1",
  filename: "INC-1-postmortem.md",
  markdown: "# One",
  channel: "C1",
  thread: "1.1",
  isOwn: true,
};
const NOWHERE: ShownDocument = { standing: null, trouble: null };

type Answers = {
  /** What Slack says to a canvas; none is taken, when left out. */
  readonly canvas?: () => object;
  /** What it says to a file. */
  readonly file: () => object;
};

/** A workspace that takes messages, and answers as the test says to the rest; it notes what it was told. */
function slack(engine: Engine, { canvas, file }: Answers, told: string[] = []): Outgoing {
  async function post({ text }: { readonly text: string }) {
    told.push(text);
    return { ok: true, channel: "C1", ts: `${told.length}.1` };
  }
  const client = {
    chat: { postMessage: post, update: post },
    conversations: { canvases: { create: async () => canvas?.() } },
    canvases: { edit: async () => canvas?.() },
    files: {
      getUploadURLExternal: async () => file(),
      info: async () => ({ ok: true, file: { user: "UBOT", editors: ["UBOT"] } }),
    },
  };
  const places = { channelId: async () => "C1", forget: () => undefined };
  function granted(scope: string): boolean {
    return canvas !== undefined || scope === "files:write";
  }
  return { engine, client, places, granted, botUser: "UBOT" } as unknown as Outgoing;
}

function refuse(error: string, more: object = {}): never {
  throw new webApi.WebAPIPlatformError({ ok: false, error, ...more });
}

function isFull(): never {
  return refuse("storage_limit_reached");
}

/** The document of an incident that is over, in review and with a summary. */
async function published(engine: Engine): Promise<IncidentId> {
  const id = await declared(engine, "SEV1");
  await end(engine, id);
  await writeSection(engine, {
    incident: id,
    section: "summary",
    text: "Cards failed.",
    basedOn: 0,
    by: ANN,
  });
  await movePostmortem(engine, id, { by: ANN, to: "in-review" });
  const prose = await proseOf(engine.database.kysely, id);
  const document = { title: "INC-1", markdown: "# One", prose };
  await publishPostmortem(engine, id, { by: ANN, document });
  return id;
}

/** What the lane of a postmortem does. */
async function show(out: Outgoing, incident: IncidentId): Promise<void> {
  const at = await now(out.engine);
  const job = { id: 1, kind: "postmortem", payload: { incident }, attempts: 0 };
  await showPostmortems(out, [{ ...job, runAt: at, createdAt: at }], { now: at });
}

withDatabase("the document of a postmortem in Slack", (open) => {
  it("does not keep anybody from hearing that it is published, while Slack takes none", async () => {
    const engine = judgingEngine(await open());
    const incident = await published(engine);
    const told: string[] = [];
    const out = slack(engine, { file: () => refuse("fatal_error") }, told);

    await expect(show(out, incident)).rejects.toThrow("fatal_error");

    expect(told.join("\n")).toContain(`The postmortem of INC-${incident} is published`);
  });

  it.each([
    ["asks whoever reads the channel where there was nobody to ask", null, 1],
    ["asks nobody besides whoever was asked", ANN, 0],
  ])("%s whether there will be one", async (_, onCall, messages) => {
    const engine = judgingEngine(await open());
    const incident = await declared(engine);
    await end(engine, incident);
    const told: string[] = [];
    const undetermined = { ...judge("undetermined", "No data came."), onCall };
    await changeIncident(engine, incident, () => undetermined);

    await show(slack(engine, { file: isFull }, told), incident);

    expect(told).toHaveLength(messages);
    expect(told.join("")).toMatch(messages === 0 ? /^$/ : /Not known whether it is required/);
  });

  it("says that it is older than the truth only while it is", async () => {
    const engine = judgingEngine(await open());
    const incident = await declared(engine);
    const canvas = { target: "canvas", id: "F1", link: null, shown: "x", left: "No file." };
    const standing: ShownDocument = { standing: canvas, trouble: null };
    const full = slack(engine, { canvas: () => refuse("canvas_too_large"), file: isFull });

    const refused = await keepDocument(full, incident, standing, DRAFT);
    const works = slack(engine, { canvas: () => ({ ok: true }), file: isFull });
    const redrawn = await keepDocument(works, incident, refused, DRAFT);

    expect(refused.standing).toEqual(canvas);
    expect(refused.trouble).toMatch(/What stands there is older: .*canvas_too_large/u);
    expect(redrawn).toMatchObject({ standing: { id: "F1", left: "No file." }, trouble: null });
    expect(await shownDocumentOf(engine.database.kysely, incident)).toEqual(redrawn);
  });

  it("says which line a canvas does not take", async () => {
    const engine = judgingEngine(await open());
    const incident = await declared(engine);
    const detail = "'content' error: line 28: Unsupported block type (List) within block quote";
    const out = slack(engine, {
      canvas: () => refuse("canvas_creation_failed", { detail }),
      file: isFull,
    });

    const { trouble } = await keepDocument(out, incident, NOWHERE, DRAFT);

    expect(trouble).toContain(`Slack made no canvas (canvas_creation_failed: ${detail})`);
  });
});
