import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { avatar } from "./avatar.ts";
import { controlRoutes } from "./control/routes.ts";
import { asJson, parseJson } from "./json.ts";
import { answerFile } from "./live/browser-files.ts";
import { refuseForeign } from "./live/foreign-requests.ts";
import type { PageBuild } from "./live/page-build.ts";
import { browserRules, pageRoutes } from "./live/page-routes.ts";
import { loggedCall } from "./traffic/logged-call.ts";
import { respond } from "./traffic/outcome.ts";
import { answerResponseUrl } from "./transport/response-answers.ts";
import { answerCall, type WebApi } from "./web-api/call.ts";
import { fileUrl, mimeType, saveFile } from "./workspace/files.ts";
import type { World } from "./world.ts";

export type Routes = Hono<{ Bindings: HttpBindings }>;

/** Everything the sandbox answers over HTTP. */
export function createRoutes(world: World, api: WebApi, page: PageBuild): Routes {
  const routes: Routes = new Hono();
  routes.use(refuseForeign(() => world.workspace().url));
  routes.on(["GET", "POST"], "/api/:method", async (context) => {
    const outcome = await answerCall(api, context.req.param("method"), context.req.raw);
    return respond(outcome, context.env);
  });
  routes.on("POST", ["/commands/*", "/actions/*"], async (context) => {
    const outcome = await loggedCall(world, "response_url", async (trace) => {
      const body = await context.req.text();
      trace.args = asJson(parseJson(body));
      return () => answerResponseUrl(world.workspace(), context.req.path, body);
    });
    return respond(outcome, context.env);
  });
  addUploadRoute(routes, world);
  // From here on what browsers ask for.
  routes.use(browserRules);
  routes.route("/_control", controlRoutes(world));
  routes.route(
    "/",
    pageRoutes(page, () => introduction(world)),
  );
  addFileRoutes(routes, world, api.tokens.bot);
  addPictureRoute(routes, world);
  return routes;
}

function addPictureRoute(routes: Routes, world: World): void {
  routes.get("/avatars/:file", (context) => {
    const user = world.workspace().users.get(context.req.param("file").replace(/\.svg$/, ""));
    if (user === undefined) return context.notFound();
    return context.body(avatar(user), 200, { "content-type": "image/svg+xml" });
  });
}

function addUploadRoute(routes: Routes, world: World): void {
  routes.post("/upload/v1/:ticket", async (context) => {
    const workspace = world.workspace();
    const ticket = context.req.param("ticket");
    const file = [...workspace.files.values()].find((candidate) => candidate.ticket === ticket);
    if (file === undefined || file.completedAt !== null) return context.text("unknown ticket", 404);
    const content = await uploaded(context.req.raw);
    saveFile(workspace, { ...file, content });
    return context.text(`OK - ${content.length}`);
  });
}

function addFileRoutes(routes: Routes, world: World, botToken: string): void {
  // Where a permalink leads.
  routes.get("/files/:user/:id/:name", (context) =>
    answerFile(context, world.workspace(), context.req.param("id")),
  );
  routes.get("/docs/:team/:id", (context) => {
    const canvas = world.workspace().canvases.get(context.req.param("id"));
    return canvas === undefined ? context.notFound() : context.text(canvas.markdown);
  });
  routes.get("/files-pri/*", (context) => {
    const workspace = world.workspace();
    const url = workspace.url + context.req.path;
    const file = [...workspace.files.values()].find(
      (candidate) => fileUrl(workspace, candidate) === url,
    );
    if (file?.content === null || file === undefined) return context.notFound();
    if (context.req.header("authorization") !== `Bearer ${botToken}`) {
      return context.redirect("/");
    }
    return context.body(Buffer.from(file.content), 200, { "content-type": mimeType(file) });
  });
}

/** Raw bytes, or the first file of a form. */
async function uploaded(request: Request): Promise<Uint8Array> {
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
  if (!isForm) return new Uint8Array(await request.arrayBuffer());
  const form = await request.formData();
  const file = [...form.values()].find((part) => typeof part !== "string");
  return file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
}

function introduction(world: World): string {
  const { team, app, url } = world.workspace();
  return [
    "This is a sandbox, not Slack: a workspace on this machine for trying a Slack app.",
    "",
    `workspace  ${team.name}`,
    `app        ${app.manifest.appName} (@${app.manifest.botName})`,
    `Web API    ${url}/api/`,
    `controls   ${url}/_control/state and ${url}/_control/log`,
    `page       ${url}/ in a browser`,
    "",
  ].join("\n");
}
