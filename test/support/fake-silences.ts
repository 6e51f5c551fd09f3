import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Matcher, matchesAll } from "#domain/alert/matcher.ts";
import { matcherText, SilenceMatcher } from "#domain/alert/silence-matcher.ts";

const Asked = z.object({
  id: z.string().optional(),
  matchers: z.array(SilenceMatcher),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  createdBy: z.string(),
  comment: z.string(),
});

/** A silence as people see it in Alertmanager. */
export type FakeSilence = Omit<z.output<typeof Asked>, "id"> & {
  readonly id: string;
  readonly state: "active" | "expired";
};

type Answer = { readonly status: number; readonly body: unknown };

/** The silences of an Alertmanager, with a clock that can be pushed. */
export type FakeSilences = {
  readonly all: () => readonly FakeSilence[];
  readonly active: () => readonly FakeSilence[];
  readonly pass: (duration: { readonly minutes: number }) => void;
  /** Somebody makes one there, or changes it. */
  readonly save: (body: unknown) => Answer;
  readonly expire: (id: string) => Answer;
  /** Which of them hide an alert. */
  readonly hiding: (labels: Readonly<Record<string, string>>) => readonly string[];
};

export function createFakeSilences(): FakeSilences {
  const known = new Map<string, Omit<FakeSilence, "state"> & { ended: boolean }>();
  let ahead = 0;

  function all(): readonly FakeSilence[] {
    return [...known.values()].map(({ ended, ...silence }) => {
      const isOver = ended || Date.parse(silence.endsAt) <= Date.now() + ahead;
      return { ...silence, state: isOver ? "expired" : "active" };
    });
  }
  function active(): readonly FakeSilence[] {
    return all().filter(({ state }) => state === "active");
  }
  return {
    all,
    active,
    pass: ({ minutes }) => {
      ahead += minutes * 60_000;
    },
    save: (body) => {
      const asked = Asked.safeParse(body);
      if (!asked.success)
        return { status: 422, body: { code: 602, message: "in body is required" } };
      const { id = randomUUID(), ...silence } = asked.data;
      if (silence.matchers.length === 0) {
        return {
          status: 422,
          body: { code: 612, message: "matchers should have at least 1 item" },
        };
      }
      if (Date.parse(silence.endsAt) <= Date.now() + ahead) {
        return { status: 400, body: "failed to create silence: end time can't be in the past" };
      }
      known.set(id, { ...silence, id, ended: false });
      return { status: 200, body: { silenceID: id } };
    },
    expire: (id) => {
      const silence = known.get(id);
      if (silence === undefined) return { status: 404, body: "silence not found" };
      silence.ended = true;
      return { status: 200, body: null };
    },
    hiding: (labels) =>
      active()
        .filter(({ matchers }) =>
          matchesAll(
            matchers.map((one) => Matcher.parse(matcherText(one))),
            labels,
          ),
        )
        .map(({ id }) => id),
  };
}

/** What the API lists. */
export function listedSilence({ state, ...silence }: FakeSilence): object {
  return { ...silence, status: { state }, updatedAt: silence.startsAt };
}
