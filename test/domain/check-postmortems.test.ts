import { describe, expect, it } from "vitest";
import { checkPostmortems } from "#domain/check/check-postmortems.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

describe("muster check says of templates for postmortems", () => {
  it.each<[string, readonly object[], readonly string[]]>([
    [
      "nothing when all is known",
      [
        { id: "security", when: { services: ["checkout"], labels: { category: "security" } } },
        { id: "own", file: "own.md" },
      ],
      [],
    ],
    [
      "which service nobody knows",
      [{ id: "security", when: { services: ["chekout"] } }],
      [
        "error postmortems.templates.0.when.services.0: there is no chekout under services; did you mean checkout?",
      ],
    ],
    [
      "which team nobody knows",
      [{ id: "security", when: { teams: ["nobody"] } }],
      [
        "error postmortems.templates.0.when.teams.0: there is no nobody under teams; add nobody under teams",
      ],
    ],
    [
      "that one name means two files",
      [
        { id: "own", file: "a.md", when: { severities: ["SEV1"] } },
        { id: "own", file: "b.md" },
      ],
      [
        "error postmortems.templates.1.id: own is a.md above, and another one here; give one of them another id",
      ],
    ],
    [
      "what is never used",
      [{ id: "default" }, { id: "security" }],
      [
        "warning postmortems.templates.1: templates[0] fits every incident, so this one is never used; move the one without a rule to the end",
      ],
    ],
  ])("%s", (_, templates, expected) => {
    const postmortems = { templates };
    const configuration = Configuration.parse({ ...CONFIGURATION, postmortems });

    expect(
      checkPostmortems(configuration).map(({ level, path, message, fix }) => {
        return `${level} ${path.join(".")}: ${message}; ${fix}`;
      }),
    ).toEqual(expected);
  });

  it("that a template of one's own needs a file", () => {
    const parsed = Postmortems.safeParse({ templates: [{ id: "own" }] });

    expect(parsed.error?.issues).toMatchObject([
      { path: ["templates", 0], message: "no template of that name comes along" },
    ]);
  });
});
