import { describe, expect, it } from "vitest";
import { checkPrometheus } from "#domain/check/check-prometheus.ts";
import { formatPath } from "#domain/configuration/finding.ts";
import { configuration } from "#test/support/engine.ts";

const SLO = {
  service: "checkout",
  objective: 99.9,
  sli: { raw: { error_ratio_query: "avg_over_time(bad[{{.window}}])" } },
};
const SLOS = { slos: { answers: SLO } };
const PROMETHEUS = { prometheus: { url: "http://127.0.0.1:9090" } };
const NEVER = "is never measured";
const NOTHING = "nothing of this ever follows";

describe("muster check says of error budgets", () => {
  it.each<[string, object, readonly string[]]>([
    ["nothing where nothing is promised", {}, []],
    ["nothing where they are measured", { ...SLOS, ...PROMETHEUS }, []],
    ["that nobody measures those of the file", SLOS, [`slos ${NEVER}`]],
    ["that nobody measures those of other files", { sloFiles: ["a"] }, [`sloFiles ${NEVER}`]],
    [
      "that nothing ever rests",
      { ...SLOS, budgetPolicy: { freeze: {} } },
      [`budgetPolicy ${NOTHING}`],
    ],
    [
      "that nothing is ever told",
      { budgetPolicy: { notify: [{ remaining: 25 }] } },
      [`budgetPolicy ${NOTHING}`],
    ],
    [
      "that whoever answers is believed",
      { prometheus: { url: "https://127.0.0.1:9090", tls: { skipVerify: true } } },
      ["prometheus.tls.skipVerify is believed"],
    ],
  ])("%s", (_, settings, expected) => {
    const problems = checkPrometheus(configuration(settings));

    expect(problems.map(({ level }) => level)).toEqual(expected.map(() => "warning"));
    expect(problems.map(({ path }) => formatPath(path))).toEqual(
      expected.map((words) => words.split(" ")[0]),
    );
    for (const [index, words] of expected.entries()) {
      expect(problems[index]?.message).toContain(words.split(" ").slice(1).join(" "));
    }
  });
});
