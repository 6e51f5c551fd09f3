import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { IncidentId, type Incident } from "#domain/incident/incident.ts";
import { validateView } from "#sandbox/validation/validate.ts";
import { readDeclaration, renderDeclaration } from "#slack/flows/declare/declare-form.ts";
import { renderHome } from "#slack/flows/home/home-view.ts";
import { overviewBlocks } from "#slack/flows/home/incidents.ts";
import { INCIDENT_WORDS } from "#slack/flows/incident-words.ts";
import { renderIncidentHelp, renderUnknown } from "#slack/flows/incident/help.ts";
import { renderChoice, renderMenu } from "#slack/flows/incident/menu.ts";
import { OPEN_INCIDENTS } from "#slack/flows/list/list-state.ts";
import { renderList } from "#slack/flows/list/list-view.ts";
import type { ShownList } from "#slack/flows/list/read-list.ts";
import type { IncidentGroup } from "#slack/incident-group.ts";
import { renderAnswer } from "#slack/views/answer-modal.ts";
import { at } from "#test/support/build.ts";
import { acknowledged, resolved, triggered } from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { actionIds, expectSound, parsedText, textOf, values } from "./messages.ts";

const many = Array.from({ length: 100 }, (_, index) =>
  triggered({ id: IncidentId.parse(index + 1), title: `Title ${"t".repeat(150)}` }),
);

function service(name: string): Record<string, string> {
  return { name, team: "pay", policy: "usual" };
}

function configured(services: Record<string, Record<string, string>>): Configuration {
  return Configuration.parse({
    people: { ana: { name: "Ana", slack: "U0ANA00000" } },
    teams: { pay: { name: "Pay", channel: "#pay" } },
    services,
    policies: { usual: { levels: [{ notify: [{ person: "ana" }] }] } },
    routes: { service: "payments" },
    sources: {},
  });
}

const { services, severities, teams } = configured({ payments: service("Payments") });
const named = { services, teams };

describe("help", () => {
  it("says what can be typed, by the command's own name", () => {
    const help = renderIncidentHelp("/inc", INCIDENT_WORDS);

    expectSound(help);
    expect(textOf(help)).toContain("`/inc ack INC-12` takes an incident");
  });

  it("names the nearest word for one that is none, and keeps it inert", () => {
    const help = renderUnknown("/incident", INCIDENT_WORDS, {
      word: "resole<!channel>`",
      guess: "resolve",
    });

    expectSound(help);
    expect(textOf(help)).toMatch(
      /^There is no `\/incident resole&lt;!channel&gt;'`\. Did you mean `\/incident resolve`\?\n/,
    );
  });
});

describe("the list of open incidents", () => {
  it("is honest when there is none", () => {
    const list = renderList(shown(readable()), named);

    expectSound({ ...list, text: list.text });
    expect(list.text).toBe("No incident is open.");
  });

  it("shows the worst first, who has each, and lets one be taken", () => {
    const worst = acknowledged({ id: IncidentId.parse(7), severity: "SEV1" });
    const list = renderList(shown(readable(worst, triggered())), named);

    expectSound(list);
    expect(textOf(list)).toMatch(/^2 incidents open; nobody has 1 of them yet\.\nINC-7 SEV1\n/);
    expect(textOf(list)).toContain("Payments: Payments are slow. Acknowledged by ben, 20 Nov");
    expect(values(list)).toContain("42");
  });

  it("stays within what Slack takes", () => {
    const [first, last] = [cursor(1), cursor(20)];
    const page = shown(readable(...many.slice(0, 20)));
    const list = renderList(
      { ...page, count: 312, page: { ...page.page, before: first, after: last } },
      named,
    );

    expectSound(list);
    expect(textOf(list)).toMatch(/^312 incidents open; nobody has any of those shown yet\./);
    expect(actionIds(list)).toEqual(expect.arrayContaining(["list-page/0", "list-page/1"]));
  });
});

describe("open incidents that cannot be read", () => {
  const outline = { ...triggered(), title: "Odd <!here>", status: "pondered" };
  const mixed = { incidents: [triggered()], unreadable: [outline] };
  const bare = "INC-42 SEV2 Odd &lt;!here&gt; (pondered). Its details cannot be read";

  it("are listed in bare words beside the others, which can be taken", () => {
    const list = renderList(shown(mixed), named);

    expectSound(list);
    expect(list.text).toContain(bare);
    expect(textOf(list)).toMatch(
      /^2 incidents open; nobody has 1 of them yet, 1 of them cannot be read/,
    );
    expect(textOf(list)).toContain(bare);
    expect(values(list)).toContain("42");
  });

  it("are open all the same when there is no other", () => {
    const list = renderList(shown({ incidents: [], unreadable: [outline] }), named);

    expect(textOf(list)).toMatch(/^1 incident open; it cannot be read\.\nINC-42 SEV2 Odd/);
  });

  it("are told of in the menu, in a choice and in App Home", () => {
    const menu = renderMenu({ own: null, open: mixed });
    const choice = renderChoice("acknowledge", mixed);
    const [open, none] = [shown(mixed), shown(readable())];
    const home = renderHome(null, [overviewBlocks({ open, mine: none, recent: none }, named)]);

    expectSound(menu);
    expectSound(choice);
    expect(validateView(home)).toEqual([]);
    for (const blocks of [menu.blocks, choice.blocks, known(home)]) {
      expect(textOf({ blocks })).toContain(bare);
    }
  });
});

describe("the menu", () => {
  it("offers in an incident's channel what can be done with it", () => {
    const menu = renderMenu({ own: triggered(), open: readable(triggered()) });

    expectSound(menu);
    expect(actionIds(menu)).toEqual(["acknowledge", "resolve", "more", "declare", "list", "help"]);
  });

  it("offers to open again what is over", () => {
    const menu = renderMenu({ own: resolved(), open: readable() });

    expectSound(menu);
    expect(textOf(menu)).toMatch(/INC-42\* Payments are slow: Resolved by ben/);
    expect(actionIds(menu)).toEqual(["more", "declare", "list", "help"]);
  });

  it("asks which incident is meant, with the act in every choice", () => {
    const choice = renderChoice("resolve", readable(...many));

    expectSound(choice);
    expect(choice.text).toBe("Resolve: which incident do you mean?");
    expect(values(choice).slice(0, 2)).toEqual(["resolve:1", "resolve:2"]);
  });
});

describe("the form for declaring an incident", () => {
  it("offers the services and what each severity means", () => {
    const view = renderDeclaration({ services, severities }, { title: "Payments fail" });

    expect(validateView(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain('"text":"SEV1 Critical"');
    expect(JSON.stringify(view)).toContain("Most customers cannot use the product");
    expect(JSON.stringify(view)).toContain('"initial_value":"Payments fail"');
  });

  it("is one that Slack takes for any number of services and any words", () => {
    const names = Array.from({ length: 150 }, (_, index) => [`s${index}`, service("S".repeat(80))]);
    const big = configured({ ...Object.fromEntries(names), payments: service("Payments") });

    expect(validateView(renderDeclaration(big, { title: "t".repeat(5000) }))).toEqual([]);
    expect(validateView(renderDeclaration(big, { title: "", isDrill: true }))).toEqual([]);
    expect(validateView(renderAnswer("Muster", { text: "n".repeat(5000), blocks: [] }))).toEqual(
      [],
    );
  });

  it("reads what was filled in", () => {
    expect(
      readDeclaration(filled("payments", "SEV2", " Payments\nfail "), { services }, at("10:20")),
    ).toEqual({
      kind: "complete",
      value: {
        service: "payments",
        severity: "SEV2",
        title: "Payments fail",
        description: "",
        startedAt: null,
        isDrill: false,
      },
    });
  });

  it("says under each field what is wrong with it", () => {
    expect(readDeclaration(filled("gone", "SEV9", " \u202e "), { services }, at("10:20"))).toEqual({
      kind: "incomplete",
      errors: {
        service: "Choose one of the services.",
        severity: "Choose how bad it is.",
        title: "Say in a few words what is wrong.",
      },
    });
    expect(readDeclaration({}, { services }, at("10:20"))).toMatchObject({ kind: "incomplete" });
  });
});

describe("hostile titles", () => {
  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stay calm: %j", (_, title) => {
    const incident = triggered({ title, service: title });
    const messages = [
      renderList(shown(readable(incident)), named),
      renderMenu({ own: incident, open: readable(incident) }),
      renderChoice("escalate", readable(incident)),
      renderUnknown("/incident", INCIDENT_WORDS, { word: title, guess: null }),
    ];

    for (const message of messages) {
      expectSound(message);
      expect(parsedText(message)).not.toMatch(/<!(?!date\^)|<@|<(https:\/\/evil|!date\^0)/);
    }
  });
});

function filled(
  serviceId: string,
  severity: string,
  title: string,
): Parameters<typeof readDeclaration>[0] {
  return {
    service: { service: { selected_option: { value: serviceId } } },
    severity: { severity: { selected_option: { value: severity } } },
    title: { title: { value: title } },
  };
}

function known(view: ReturnType<typeof renderHome>): Parameters<typeof textOf>[0]["blocks"] {
  return view.blocks as Parameters<typeof textOf>[0]["blocks"];
}

function readable(...incidents: readonly Incident[]): IncidentGroup {
  return { incidents, unreadable: [] };
}

/** The first page of the list of open incidents. */
function shown({ incidents, unreadable }: IncidentGroup): ShownList {
  return {
    filter: OPEN_INCIDENTS,
    place: null,
    page: { incidents, unreadable, before: null, after: null },
    count: incidents.length + unreadable.length,
    channels: new Map(),
  };
}

function cursor(number: number): NonNullable<ShownList["page"]["after"]> {
  return { incident: IncidentId.parse(number), severity: "SEV2", endedAt: null };
}
