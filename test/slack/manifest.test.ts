import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { Configuration } from "#domain/configuration/configuration.ts";
import { readManifest } from "#sandbox/manifest.ts";
import { EVENTS, SHORTCUTS } from "#slack/bolt.ts";
import { METHOD_SCOPES, OPTIONAL_SCOPES } from "#slack/connection/scopes.ts";

const root = join(import.meta.dirname, "../..");
const path = join(root, "manifest.yml");
const manifest = readManifest(path);
const methods: Readonly<
  Record<string, { anyOf: readonly string[]; optional?: true; token?: "app" }>
> = METHOD_SCOPES;

const Raw = z.object({
  display_information: z.object({
    name: z.string().max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
  }),
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string().max(32) })).max(50),
    shortcuts: z
      .array(z.object({ name: z.string().max(24), description: z.string().max(150) }))
      .max(10),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.object({
    interactivity: z.object({ is_enabled: z.literal(true) }),
    socket_mode_enabled: z.literal(true),
    org_deploy_enabled: z.literal(false),
    token_rotation_enabled: z.literal(false),
  }),
});
const raw = Raw.parse(parse(readFileSync(path, "utf8")));
const { bot, bot_optional: optional } = raw.oauth_config.scopes;

/** Scopes that no method asks for: they let Slack send us things. */
const FOR_WHAT_SLACK_SENDS = ["commands", "reactions:read"];

describe("manifest.yml", () => {
  it("registers the commands that Muster answers", () => {
    const { incidentCommand, oncallCommand, sloCommand } =
      Configuration.shape.slack.parse(undefined);

    expect(manifest.commands.map(({ command }) => command)).toEqual([
      incidentCommand,
      oncallCommand,
      sloCommand,
    ]);
  });

  it("registers the shortcuts and events that Muster listens to, and no others", () => {
    expect(manifest.shortcuts.map(({ callback_id: id }) => id)).toEqual(SHORTCUTS);
    expect(manifest.events).toEqual(EVENTS);
  });

  it("lets pages arrive and App Home be drawn", () => {
    expect(manifest).toMatchObject({ homeTab: true, messagesTab: true });
  });

  it("asks for every scope that a method needs", () => {
    const unmet = Object.entries(methods)
      .filter(([, { anyOf, token }]) => anyOf.length > 0 && token === undefined)
      .filter(
        ([, { anyOf, optional: may }]) => !anyOf.some((scope) => granted(may).includes(scope)),
      )
      .map(([method]) => method);

    expect(unmet).toEqual([]);
  });

  it("asks for no scope that nothing needs", () => {
    const needed = new Set([
      ...FOR_WHAT_SLACK_SENDS,
      ...Object.values(methods).flatMap(({ anyOf }) => anyOf),
    ]);

    expect(
      [...bot, ...optional].filter((scope) => !needed.has(scope) && !isExplained(scope)),
    ).toEqual([]);
    expect(new Set([...bot, ...optional]).size).toBe(bot.length + optional.length);
  });

  it("lets exactly those be declined of which Muster says what is off", () => {
    expect(optional).toEqual(Object.keys(OPTIONAL_SCOPES));
  });

  it("gives the reason for every scope", () => {
    const lines = readFileSync(path, "utf8").split("\n");
    const bare = [...bot, ...optional].filter(
      (scope) => !lines.some((line) => line.trim().startsWith(`- ${scope} # `)),
    );

    expect(bare).toEqual([]);
  });
});

describe("the list of methods", () => {
  it("names every method that the code calls, and no other", () => {
    const called = new Set(["apps.connections.open", ...callsIn(join(root, "src"))]);

    expect(Object.keys(METHOD_SCOPES).toSorted()).toEqual([...called].toSorted());
  });
});

function granted(may: true | undefined): readonly string[] {
  return may === true ? optional : bot;
}

/** More than a method needs at the least: reading addresses is a scope beside reading members. */
function isExplained(scope: string): boolean {
  return Object.hasOwn(OPTIONAL_SCOPES, scope);
}

/** Calls of Slack's client, such as client.chat.postMessage(…), by the method's name; a list may be called users too. */
function callsIn(folder: string): readonly string[] {
  const call =
    /\b(?<!usergroups\.)(?!users\.join\()((?<=client\.)files|auth|bookmarks|conversations\.canvases|(?<!conversations\.)canvases|chat|conversations|dnd|pins|reactions|usergroups\.users|usergroups|users|views)\s*\.(\w+)\(/g;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(call)])
    .map(([, group, method]) => `${group}.${method}`);
}
