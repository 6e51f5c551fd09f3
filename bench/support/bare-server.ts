import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { Pool } from "pg";

/** The least that can keep a webhook: reads the body, commits it as one row, answers. Run as a program of its own. */
const [url = "", table = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: 10 });
const insert = { name: "insert", text: `insert into ${table} (source, body) values ($1, $2)` };

const server = createServer((request, response) => {
  void buffer(request)
    .then((body) => pool.query({ ...insert, values: ["prod", body] }))
    .then(() => response.end());
}).listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify(server.address())}\n`);
});
