import type { Context } from "hono";
import { mimeType } from "#sandbox/workspace/files.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

/** Pictures that cannot carry a program; everything else is only for keeping. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/gif"]);

/** An uploaded file for a browser, which has no token. */
export function answerFile(context: Context, workspace: Workspace, id: string): Response {
  const file = workspace.files.get(id);
  if (file === undefined || file.content === null || file.completedAt === null) {
    return context.json({ ok: false, error: "file_not_found" }, 404);
  }
  const type = mimeType(file);
  const isShown = SHOWN.has(type);
  return context.body(Buffer.from(file.content), 200, {
    "content-type": isShown ? type : "application/octet-stream",
    "content-disposition": `${isShown ? "inline" : "attachment"}; filename*=UTF-8''${encoded(file.name)}`,
    "cache-control": "no-store",
  });
}

/** As a header takes it: encodeURIComponent leaves a few marks that would end the value. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
}
