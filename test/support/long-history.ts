import type { Duration } from "luxon";

/** Runs one statement in a session that is always the same, as a superuser. */
export type Query = (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export type History = {
  /** How many incidents there were before the one that is there. */
  readonly incidents: number;
  readonly apart: Duration;
};

/** Where everything is kept that an incident leaves behind. */
const TABLES = [
  "alert",
  "alert_group",
  "delivery",
  "delivery_incident",
  "incident",
  "incident_alert",
  "incident_news",
  "notice",
  "page",
  "page_attempt",
  "slack_channel",
  "slack_message",
  "slack_message_entry",
  "task",
  "timeline",
  "timeline_end",
] as const;
type Table = (typeof TABLES)[number];

/** Columns that hold the number of a row elsewhere. */
const NUMBERS: Readonly<Record<string, Table>> = {
  incident_id: "incident",
  delivery_id: "delivery",
  page_id: "page",
  message_id: "slack_message",
  first_entry: "timeline",
  last_entry: "timeline",
};

/** What must not be there twice. */
const NAMES: readonly string[] = [
  "incident.key",
  "notice.key",
  "slack_channel.channel",
  "slack_channel.name",
];
/** The same for what is a hash, and stays as long as one. */
const HASHES: readonly string[] = [
  "alert.fingerprint",
  "alert.group_name",
  "alert_group.name",
  "incident_alert.fingerprint",
];

type Column = { readonly table: Table; readonly name: string; readonly type: string };

/** How much each number grows from one incident to the next. */
type Steps = ReadonlyMap<string, number>;

/**
 * Repeats everything that the incidents in a database left behind, further and further back in the past, as many times
 * as is asked for. They must be over, and all be done that follows from it: else it would begin again for each.
 */
export async function fillWithHistory(query: Query, history: History): Promise<void> {
  const steps = await readSteps(query);
  // What a trigger would do, such as the seal of each line, is repeated as well.
  await query("set session_replication_role = replica");
  await query("set statement_timeout = 0");
  for (const table of TABLES) await repeat(query, table, { history, steps });
  await query("reset session_replication_role");
  await query("vacuum analyze");
}

async function repeat(
  query: Query,
  table: Table,
  { history, steps }: { readonly history: History; readonly steps: Steps },
): Promise<void> {
  const columns = await readColumns(query, table);
  const names = columns.map(({ name }) => name).join(", ");
  const values = columns.map((column) => repeated(column, steps, history)).join(", ");
  await query(`
    insert into ${table} (${names}) overriding system value
    select ${values} from ${table}, generate_series(1, ${history.incidents}) as n
    where ${isKept(table, history)}`);
  if (!columns.some(({ name }) => name === "id")) return;
  await query(
    `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
  );
}

/** The value of a column in the nth repetition. */
function repeated(column: Column, steps: Steps, history: History): string {
  const { table, name, type } = column;
  const step = steps.get(name === "id" ? table : (NUMBERS[name] ?? ""));
  if (type === "bigint" && step !== undefined) return `${name} + n * ${step}`;
  if (type === "uuid") return "gen_random_uuid()";
  if (`${table}.${name}` === "slack_channel.archived_at") return earlier("created_at", history);
  if (type.startsWith("timestamp")) return earlier(name, history);
  if (name === "ts") return `(ts::numeric - extract(epoch from ${before(history)}))::text`;
  return renamed(column, steps);
}

function renamed({ table, name }: Column, steps: Steps): string {
  const place = `${table}.${name}`;
  if (NAMES.includes(place)) return `${name} || '/' || n`;
  if (HASHES.includes(place)) return `left(md5(${name} || n), 16)`;
  // A channel of the incident's own is a place by itself; others have names.
  if (place === "slack_message.channel" || place === "slack_message.place")
    return `case when place = channel then ${name} || '/' || n else ${name} end`;
  if (place !== "incident.state") return name;
  return `state || jsonb_build_object('id', id + n * ${steps.get("incident")}, 'key', key || '/' || n)`;
}

/** Deliveries are dropped after a week; all else stays. */
function isKept(table: Table, history: History): string {
  if (table !== "delivery") return "true";
  return `${earlier("processed_at", history)} > muster_now() - interval '7 days'`;
}

function earlier(column: string, history: History): string {
  return `${column} - ${before(history)}`;
}

/** Numbers grow as time goes by, as they do when everything happens one by one. */
function before({ incidents, apart }: History): string {
  return `(${incidents} + 1 - n) * interval '${apart.as("seconds")} seconds'`;
}

async function readSteps(query: Query): Promise<Steps> {
  const steps = new Map<string, number>();
  for (const table of [...Object.values(NUMBERS), "incident_news", "notice", "page_attempt"]) {
    const [row] = await query(`select max(id)::int as last from ${table}`);
    steps.set(table, Number(row?.["last"] ?? 0));
  }
  return steps;
}

async function readColumns(query: Query, table: Table): Promise<readonly Column[]> {
  const rows = await query(`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`);
  return rows.map(({ name, type }) => ({ table, name: String(name), type: String(type) }));
}
