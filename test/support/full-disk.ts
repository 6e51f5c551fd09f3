import { rename, symlink, unlink } from "node:fs/promises";
import path from "node:path";
import type { Client } from "pg";
import type { OwnServer } from "./postgres-server.ts";

/** Bodies of deliveries that are of some size have a file of their own, which becomes a device that is always full. */
export async function fillDisk(
  server: OwnServer,
  outside: Client,
): Promise<{ readonly makeRoom: () => Promise<void> }> {
  const { rows } = await outside.query<{ file: string }>(
    "select pg_relation_filepath(reltoastrelid) as file from pg_class where relname = 'delivery'",
  );
  const file = path.join(server.data, rows[0]?.file ?? "");
  // Whoever has the file open opens it anew after a change of the table.
  const notice = "alter table delivery set (toast.autovacuum_enabled = off)";
  await rename(file, `${file}.aside`);
  await symlink("/dev/full", file);
  await outside.query(notice);
  return {
    makeRoom: async () => {
      await unlink(file);
      await rename(`${file}.aside`, file);
      await outside.query(notice);
    },
  };
}
