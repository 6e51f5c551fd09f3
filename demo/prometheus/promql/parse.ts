import { Matcher } from "#domain/alert/matcher.ts";
import { parsePrometheusDuration } from "#domain/objective/prometheus-duration.ts";
import {
  AGGREGATIONS,
  type Expression,
  type Grouping,
  type Operator,
  OPERATORS,
  RATES,
} from "./expression.ts";
import { createReader, listUntil, type Reader } from "./reader.ts";

/** A query as it is worked out; throws a QueryRefusal for everything else. */
export function parseQuery(query: string): Expression {
  const reader = createReader(query);
  const expression = binary(reader, 0);
  if (reader.peek().kind !== "end") throw reader.unexpected();
  return expression;
}

/** Operators of the same level are worked out from left to right. */
function binary(reader: Reader, level: number): Expression {
  const operators: readonly Operator[] | undefined = OPERATORS[level];
  if (operators === undefined) return unary(reader);
  let left = binary(reader, level + 1);
  for (;;) {
    const operator = operators.find((one) => reader.takes(one));
    if (operator === undefined) return left;
    const bool = reader.takes("bool");
    left = { kind: "binary", operator, bool, left, right: binary(reader, level + 1) };
  }
}

function unary(reader: Reader): Expression {
  if (!reader.takes("-")) return primary(reader);
  const left: Expression = { kind: "number", value: -1 };
  return { kind: "binary", operator: "*", bool: false, left, right: unary(reader) };
}

function primary(reader: Reader): Expression {
  if (reader.takes("(")) {
    const inner = binary(reader, 0);
    reader.expect(")");
    return inner;
  }
  if (reader.peek().text === "{") return selector(reader, "");
  const token = reader.next();
  if (token.kind === "number") return { kind: "number", value: Number(token.text) };
  if (token.kind !== "word") throw reader.unexpected(token);
  return named(reader, token.text);
}

function named(reader: Reader, word: string): Expression {
  const by = AGGREGATIONS.find((one) => one === word);
  if (by !== undefined) return aggregate(reader, by);
  if (reader.peek().text !== "(") return selector(reader, word);
  const of = RATES.find((one) => one === word);
  if (of !== undefined) return rate(reader, of);
  return call(reader, word);
}

function call(reader: Reader, word: string): Expression {
  if (word !== "time" && word !== "vector") {
    throw reader.refuse(`unknown function with name "${word}": the demo's stand-in knows few`);
  }
  reader.expect("(");
  const expression: Expression =
    word === "time" ? { kind: "time" } : { kind: "vector", of: binary(reader, 0) };
  reader.expect(")");
  return expression;
}

function rate(reader: Reader, of: (typeof RATES)[number]): Expression {
  reader.expect("(");
  const found = selector(reader, reader.peek().text === "{" ? "" : reader.word());
  const token = reader.next();
  const range = token.kind === "range" ? parsePrometheusDuration(token.text) : null;
  if (range === null) throw reader.refuse("expected type range vector in call to function", token);
  reader.expect(")");
  return { kind: "rate", of, selector: found, range };
}

/** The labels stand before what is put together, or after it. */
function aggregate(reader: Reader, by: (typeof AGGREGATIONS)[number]): Expression {
  const before = grouping(reader);
  reader.expect("(");
  const of = binary(reader, 0);
  reader.expect(")");
  const after = before ?? grouping(reader);
  return { kind: "aggregate", by, grouping: after ?? { kind: "by", labels: [] }, of };
}

function grouping(reader: Reader): Grouping | null {
  const kind = (["by", "without"] as const).find((one) => reader.takes(one));
  if (kind === undefined) return null;
  reader.expect("(");
  return { kind, labels: listUntil(reader, ")", () => reader.word()) };
}

function selector(reader: Reader, name: string): Extract<Expression, { kind: "selector" }> {
  const matchers = reader.takes("{") ? listUntil(reader, "}", () => matcher(reader)) : [];
  return { kind: "selector", name, matchers };
}

/** The same as Alertmanager's, but that the value may also stand between single quotes. */
function matcher(reader: Reader): Matcher {
  const [label, sign, value] = [reader.word(), reader.next(), reader.next()];
  if (value.kind !== "text") throw reader.unexpected(value);
  const quoted = `"${value.text.slice(1, -1)}"`;
  const { data } = Matcher.safeParse(`${label}${sign.text}${quoted}`);
  if (data === undefined) throw reader.refuse("this is no label matcher", sign);
  return data;
}
