import { describe, expect, it } from "vitest";
import { checkPermissions } from "#domain/check/check-permissions.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import { CONFIGURATION } from "#test/support/acme.ts";

describe("muster check says of permissions", () => {
  it.each<[string, object, readonly string[]]>([
    [
      "nothing when all is known",
      { resolve: ["team", "ann", "S01LEADS234"], guests: ["note"] },
      [],
    ],
    [
      "whom nobody knows",
      { resolve: ["anm"] },
      ["error permissions.resolve.0: there is no anm under people; did you mean ann?"],
    ],
    [
      "a word mistyped",
      { default: ["respnders"] },
      ["error permissions.default.0: there is no respnders under people; did you mean responders?"],
    ],
  ])("%s", (_, permissions, expected) => {
    const configuration = Configuration.parse({ ...CONFIGURATION, permissions });

    expect(
      checkPermissions(configuration).map(({ level, path, message, fix }) => {
        return `${level} ${path.join(".")}: ${message}; ${fix}`;
      }),
    ).toEqual(expected);
  });

  it("that a person is called like a word for many", () => {
    const people = { ...CONFIGURATION.people, team: { name: "Tea M.", slack: "U00000TEA" } };
    const configuration = Configuration.parse({
      ...CONFIGURATION,
      people,
      permissions: { see: ["team"] },
    });

    expect(checkPermissions(configuration)).toMatchObject([
      { level: "warning", message: "team means many here, not the person of that id" },
    ]);
  });
});
