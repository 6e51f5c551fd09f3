import type { IncomingMessage } from "node:http";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import type { Answer } from "#intake/http/answer.ts";
import { htmlPage } from "#intake/http/html-page.ts";
import type { AnswerRoute, Incoming } from "#intake/http/route.ts";
import { readClock } from "#store/database/clock.ts";
import { type Access, accessOf, type WebRules } from "./access.ts";
import { answerChart } from "./incident-chart.ts";
import { answerIncidentList } from "./incident-list.ts";
import { answerIncident, answerPostmortem } from "./incident-page.ts";
import { INCIDENT_STYLE } from "./incident-style.ts";
import { answerUnreadable } from "./unreadable-page.ts";

type AnswerAbout = (
  incident: IncidentId,
  granted: Access,
  params: Incoming["params"],
) => Promise<Answer | null>;

/** Incidents and postmortems for whoever may read them; nothing can be changed there. */
export function incidentRoutes(engine: Engine, rules: () => WebRules): readonly AnswerRoute[] {
  async function access(request: IncomingMessage, incident: IncidentId | null): Promise<Access> {
    const now = await readClock(engine.database.kysely);
    return accessOf(request, rules(), { incident, now });
  }
  function about(answer: AnswerAbout): (incoming: Incoming) => Promise<Answer> {
    return async ({ request, params }) => {
      const incident = IncidentId.safeParse(Number(params["number"])).data ?? null;
      const granted = await access(request, incident);
      if (granted.kind === "nothing") return notFromHere();
      if (incident === null) return noSuchIncident();
      const found = await answer(incident, granted, params).catch((error: unknown) =>
        answerUnreadable(engine, incident, error),
      );
      return found ?? noSuchIncident();
    };
  }
  async function all({ request }: Incoming): Promise<Answer> {
    const granted = await access(request, null);
    return granted.kind === "everything" ? await answerIncidentList(engine) : notFromHere();
  }
  return [
    { ...PLACE, path: "/incidents", answer: all },
    {
      ...PLACE,
      path: "/incidents/:number",
      answer: about((id, granted) => answerIncident(engine, id, granted)),
    },
    {
      ...PLACE,
      path: "/incidents/:number/postmortem",
      answer: about((id, granted) => answerPostmortem(engine, id, granted)),
    },
    {
      ...PLACE,
      path: "/incidents/:number/charts/:objective",
      answer: about((id, _, { objective = "" }) => answerChart(engine, id, objective)),
    },
  ];
}

const PLACE = { kind: "answer", method: "GET", answerFault } as const;

/** The same for every incident, also for those that do not exist. */
function notFromHere(): Answer {
  return page(403, "Not from here", [
    "This address is open with a link from Slack that has not expired, and to people behind the proxy that <code>web</code> in <code>muster.yaml</code> names; at the machine itself where <code>web.local</code> has it so.",
    "Ask for a new one there: <code>/incident list</code>.",
  ]);
}

function noSuchIncident(): Answer {
  return page(404, "No such incident", ['<a href="/incidents">All incidents</a>']);
}

function answerFault(): Answer {
  return page(503, "It could not be read", [
    "Muster has trouble at the moment, most likely with its database. Try again in a minute.",
  ]);
}

function page(status: number, title: string, lines: readonly string[]): Answer {
  const parts = [
    "<main>",
    `<h1>${title}</h1>`,
    ...lines.map((line) => `<p>${line}</p>`),
    "</main>",
  ];
  return htmlPage({ status, title, style: INCIDENT_STYLE, parts });
}
