/** Why a query is not answered, by the names that Prometheus gives the kinds of errors. */
export class QueryRefusal extends Error {
  override readonly name = "QueryRefusal";
  readonly kind: "bad_data" | "execution";

  constructor(kind: QueryRefusal["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The query itself cannot be read. */
export function unreadable(query: string, at: number, why: string): QueryRefusal {
  const before = query.slice(0, at).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new QueryRefusal("bad_data", `${before.length}:${column}: parse error: ${why}`);
}
