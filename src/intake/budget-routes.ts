import { type Answer, jsonAnswer } from "./http/answer.ts";
import type { AnswerRoute } from "./http/route.ts";

/** How an objective stands, for programs. */
export type BudgetState = {
  readonly id: string;
  readonly service: string;
  readonly name: string;
  readonly description: string;
  /** In percent. */
  readonly objective: number;
  readonly window: string;
  /** How many times faster than allowed the budget is used; null when it is not known. */
  readonly burn: number | null;
  /** 0.25 is a quarter; below zero it is overdrawn. */
  readonly remaining: number | null;
  readonly secondsUntilGone: number | null;
  readonly readAt: string | null;
  readonly error: string | null;
  readonly freeze: {
    /** A gate passes only where it is free. */
    readonly state: "frozen" | "free" | "unknown";
    /** The same as a yes or no; null when it is not known. */
    readonly frozen: boolean | null;
    readonly since: string | null;
    readonly exceptions: readonly string[];
  };
};

/** Error budgets for dashboards, and for gates that ask before they deploy. */
export function budgetRoutes(
  states: () => Promise<readonly BudgetState[]>,
): readonly AnswerRoute[] {
  async function one(id: string, show: (state: BudgetState) => unknown): Promise<Answer> {
    const state = (await states()).find((known) => known.id === id);
    if (state !== undefined) return jsonAnswer(200, show(state));
    const error = `There is no objective ${id.slice(0, 100)}. GET /slos lists them.`;
    return jsonAnswer(404, { error });
  }
  return [
    {
      kind: "answer",
      method: "GET",
      path: "/slos",
      answer: async () => jsonAnswer(200, { slos: await states() }),
    },
    {
      kind: "answer",
      method: "GET",
      path: "/slos/:id",
      answer: ({ params }) => one(params["id"] ?? "", whole),
    },
    {
      kind: "answer",
      method: "GET",
      path: "/slos/:id/freeze",
      answer: ({ params }) => one(params["id"] ?? "", freezeOf),
    },
  ];
}

function whole(state: BudgetState): BudgetState {
  return state;
}

function freezeOf({ id, freeze, readAt, error }: BudgetState): unknown {
  return { id, ...freeze, readAt, error };
}
