import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Answered, AnsweredIncident } from "#engine/page/answered.ts";
import { acknowledgeRoutes } from "#intake/acknowledge-routes.ts";
import { type HookServer, startHookServer } from "#test/support/hook-server.ts";

const TOKEN = "tok_3nQb8Xw1vK5rT9yZ";

function incident(more: Partial<AnsweredIncident> = {}): AnsweredIncident {
  return {
    id: 12,
    name: "INC-12",
    title: "Checkout is down",
    changed: false,
    reason: "not yet taken",
    holder: null,
    isOver: false,
    waits: more.holder === undefined && more.isOver !== true,
    ...more,
  };
}

function taken(...incidents: readonly AnsweredIncident[]): Answered {
  return { kind: "taken", person: "Ann", incidents };
}

type Door = HookServer & { readonly looked: string[]; readonly acknowledged: string[] };

/** A server whose links mean this before, and this after the button. */
async function door(before: Answered, after: Answered = before): Promise<Door> {
  const [looked, acknowledged]: [string[], string[]] = [[], []];
  const routes = acknowledgeRoutes({
    look: async (token) => {
      looked.push(token);
      return before;
    },
    acknowledge: async (token) => {
      acknowledged.push(token);
      return after;
    },
  });
  return { ...(await startHookServer({ routes })), looked, acknowledged };
}

function open({ url }: HookServer, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/acknowledge/${TOKEN}`, init);
}

function press(server: HookServer, headers: Record<string, string> = {}): Promise<Response> {
  return open(server, { method: "POST", headers });
}

async function textOf(response: Response): Promise<string> {
  const html = (await response.text()).replace(/<style>.*?<\/style>/s, "");
  return html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

describe("a link that is opened", () => {
  it("does nothing but show a button", async () => {
    const server = await door(taken(incident()));

    const response = await open(server);
    const html = await response.text();

    expect(response.status).toBe(200);
    expect(html).toContain("<h1>Acknowledge INC-12?</h1>");
    expect(html).toContain(
      '<form method="post"><p><button type="submit">Acknowledge</button></p></form>',
    );
    expect(html).toContain("in the name of Ann");
    expect([server.looked, server.acknowledged]).toEqual([[TOKEN], []]);
  });

  it("is asked after by HEAD without any harm", async () => {
    const server = await door(taken(incident()));

    expect((await open(server, { method: "HEAD" })).status).toBe(200);
    expect(server.acknowledged).toEqual([]);
  });

  it("says who has the incident, in place of a button", async () => {
    const server = await door(taken(incident({ holder: "Bob" })));

    const html = await (await open(server)).text();

    expect(html).toContain("<h1>Somebody else has INC-12</h1>");
    expect(html).toContain("Bob has it.");
    expect(html).not.toContain("<button");
  });

  it("asks only for those of several that nobody has", async () => {
    const others = [
      incident({ id: 13, name: "INC-13", holder: "Bob" }),
      incident({ name: "INC-14" }),
    ];
    const server = await door(taken(incident(), ...others));

    expect(await textOf(await open(server))).toContain("Acknowledge INC-12 and INC-14?");
  });

  it("asks also whoever must answer besides the one who has it", async () => {
    const server = await door(taken(incident({ holder: "Bob", waits: true })));

    expect(await textOf(await open(server))).toContain("Acknowledge INC-12?");
  });

  it("names a few of many, and lists them all", async () => {
    const many = Array.from({ length: 200 }, (_, index) => incident({ name: `INC-${index + 1}` }));
    const server = await door(taken(...many));

    const words = await textOf(await open(server));

    expect(words).toContain("Acknowledge INC-1, INC-2, INC-3, INC-4, INC-5 and 195 more?");
    expect(words).toContain("INC-200 Checkout is down");
  });

  it.each([
    ["unknown", { kind: "unknown" }, 404, "type /incident list there"],
    ["over", { kind: "over", incidents: [incident({ isOver: true })] }, 410, "INC-12 is over"],
    [
      "merged",
      { kind: "over", incidents: [incident({ isOver: true, goesOnAs: "INC-7" })] },
      410,
      "It goes on as INC-7: look in Slack.",
    ],
    ["a test", { kind: "test", person: "Ann" }, 200, "Nothing is wrong."],
  ] as const)("says so when it is %s", async (_, answered, status, words) => {
    const server = await door(answered);

    const response = await open(server);

    expect(response.status).toBe(status);
    expect(await textOf(response)).toContain(words);
  });

  it("shows a page that runs and loads nothing, sends its form here, and is kept nowhere", async () => {
    const evil = `"'></title></style><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const server = await door(taken(incident({ title: evil, holder: evil })));

    const { headers, body } = await readPage(server);
    const style = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");

    expect(body).not.toMatch(/<script|<img|\son\w+=(?!alert)/i);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
    });
  });
});

async function readPage(server: HookServer): Promise<{ headers: Headers; body: string }> {
  const response = await open(server);
  return { headers: response.headers, body: await response.text() };
}

describe("the button", () => {
  it("acknowledges and says so", async () => {
    const after = taken(incident({ changed: true, holder: "Ann", reason: "acknowledged" }));
    const server = await door(taken(incident()), after);

    const response = await press(server);

    expect(server.acknowledged).toEqual([TOKEN]);
    expect(response.status).toBe(200);
    expect(await textOf(response)).toContain(
      "You have INC-12 INC-12 Checkout is down You have it now.",
    );
  });

  it.each([
    [taken(incident({ holder: "Ann", reason: "you already have it" })), "You have INC-12"],
    [taken(incident({ holder: "Bob", reason: "somebody else has it" })), "Bob has it."],
    [{ kind: "over", incidents: [incident({ isOver: true })] }, "INC-12 is over"],
    [taken(incident({ reason: "Muster cannot read it" })), "INC-12 could not be taken"],
    [{ kind: "unknown" }, "This link does not work"],
    [{ kind: "test", person: "Ann" }, "Your answer arrived"],
  ] as const)("says what is true when it is pressed late: %j", async (after, words) => {
    const server = await door(taken(incident()), after);

    expect(await textOf(await press(server))).toContain(words);
  });

  it("answers programs in JSON", async () => {
    const after = taken(incident({ changed: true, holder: "Ann", reason: "acknowledged" }));
    const server = await door(taken(incident()), after);

    const response = await press(server, { Accept: "application/json" });

    expect(await response.json()).toEqual({
      result: "taken",
      incidents: [{ id: 12, name: "INC-12", changed: true, holder: "Ann", reason: "acknowledged" }],
    });
  });

  it.each([
    [{ kind: "unknown" }, 404],
    [{ kind: "over", incidents: [] }, 410],
    [{ kind: "test", person: "Ann" }, 200],
  ] as const)("tells programs by the status, too: %j", async (after, status) => {
    const server = await door(after);

    const response = await press(server, { Accept: "application/json" });

    expect([response.status, await response.json()]).toEqual([
      status,
      { result: after.kind, incidents: [] },
    ]);
  });

  it("says what else to do when Muster has trouble, and logs no token", async () => {
    const routes = acknowledgeRoutes({
      look: () => Promise.reject(new Error("no database")),
      acknowledge: () => Promise.reject(new Error("no database")),
    });
    const server = await startHookServer({ routes });

    const response = await press(server);

    expect(response.status).toBe(503);
    expect(await textOf(response)).toContain("Try again, or acknowledge in Slack.");
    expect(server.lines.join("")).toContain("a request failed");
    expect(server.lines.join("")).not.toContain(TOKEN);
  });
});
