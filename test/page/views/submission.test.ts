import { describe, expect, it } from "vitest";
import { Refused } from "#sandbox/page/live/control.ts";
import { forgiven, problemsIn, problemsOf } from "#sandbox/page/views/submission.ts";

describe("what keeps a view from being submitted", () => {
  it("is what the app says under its inputs", () => {
    const ack = { response_action: "errors", errors: { title: "Too vague." } };

    expect(problemsIn({ ok: true, ack })).toEqual({
      errors: { title: "Too vague." },
      trouble: null,
    });
  });

  it.each(["update", "push", "clear", undefined])(
    "is nothing when the app answers %s",
    (action) => {
      expect(problemsIn({ ok: true, ack: { response_action: action } })).toEqual({
        errors: {},
        trouble: null,
      });
    },
  );

  it("is what the workspace says under required inputs", () => {
    const errors = { title: "Please complete this required field." };

    const refused = new Refused("invalid_input", { ok: false, error: "invalid_input", errors });

    expect(problemsOf(refused)).toEqual({ errors, trouble: null });
  });

  it("is told with the reason when the app answered badly or not at all", () => {
    const words = "We had some trouble connecting. Try again?";

    const refused = new Refused(words, { ok: false, error: words, code: "operation_timeout" });

    expect(problemsOf(refused)).toEqual({ errors: {}, trouble: `${words} (operation_timeout)` });
  });

  it("is forgiven input by input", () => {
    const problems = { errors: { title: "Too vague.", team: "Which?" }, trouble: null };

    expect(forgiven(problems, "title").errors).toEqual({ team: "Which?" });
  });
});
