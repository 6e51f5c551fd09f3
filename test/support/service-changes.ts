import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ServiceChange } from "#domain/service-change.ts";
import { at } from "./build.ts";

const FIXTURES = path.join(import.meta.dirname, "../fixtures/service-changes");

/** A deploy of checkout that began at 9:50 and was done four minutes later. */
export function serviceChange(more: Partial<ServiceChange> = {}): ServiceChange {
  return {
    id: "deploy-1",
    source: "json",
    kind: "deploy",
    title: "checkout v41",
    services: ["checkout"],
    status: "succeeded",
    at: at("09:50"),
    endedAt: at("09:54"),
    by: "mia",
    link: "https://ci.example/1",
    revision: null,
    environment: null,
    toldAt: at("09:54"),
    ...more,
  };
}

/** What a program really sends, as text. */
export async function recordedChange(name: string): Promise<string> {
  return await readFile(path.join(FIXTURES, `${name}.json`), "utf8");
}
