import { Pool } from "pg";
import { onTestFinished } from "vitest";

/** What `pgbench` does for the lanes, done by pg: a transaction of two inserts, prepared once for each connection. */
const LANE = {
  name: "lane",
  text: "insert into peer_lane (name, ready_at) values ($1, now())",
  values: ["free:1"],
};
const JOB = {
  name: "job",
  text: "insert into peer_job (lane, kind, payload, run_at) values ($1, $2, $3, now())",
  values: ["free:1", "note", '{"nth":1}'],
};

/** Keeps so many connections open; the function returned makes so many transactions by them, and answers how many in a second. */
export function bareInserts(url: string, connections: number): (count: number) => Promise<number> {
  const pool = new Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 });
  onTestFinished(() => pool.end());
  return async (count) => {
    async function insertSome(): Promise<void> {
      const client = await pool.connect();
      for (let done = 0; done < count / connections; done += 1) {
        for (const query of ["begin", LANE, JOB, "commit"]) await client.query(query);
      }
      client.release();
    }
    const start = performance.now();
    await Promise.all(Array.from({ length: connections }, insertSome));
    return (count * 1000) / (performance.now() - start);
  };
}
