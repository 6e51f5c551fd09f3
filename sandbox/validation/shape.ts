/**
 * A small language for what Slack accepts. Slack checks payloads with validators generated from JSON
 * schemas (https://github.com/slackhq/hack-json-schema); the kinds here are the ones its answers show.
 */
export type Shape =
  | StringShape
  | NumberShape
  | ListShape
  | RecordShape
  | { readonly kind: "boolean" }
  | { readonly kind: "tagged"; readonly shapes: Shapes }
  | { readonly kind: "all"; readonly shapes: readonly Shape[] }
  | {
      readonly kind: "if-present";
      readonly property: string;
      readonly matching: Shape;
      readonly otherwise: Shape;
    };

export type Shapes = Readonly<Record<string, Shape>>;

type StringRules = {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
  readonly uri?: true;
};

/** Both ends count as allowed; `above` does not. */
type NumberRules = { readonly min?: number; readonly max?: number; readonly above?: number };

type ListRules = { readonly min?: number; readonly max?: number };

export type StringShape = StringRules & { readonly kind: "string" };

export type NumberShape = NumberRules & { readonly kind: "number"; readonly whole: boolean };

export type ListShape = ListRules & { readonly kind: "list"; readonly of: Shape };

export type RecordShape = {
  readonly kind: "record";
  readonly required: Shapes;
  readonly optional: Shapes;
  /** An open record takes other properties too. */
  readonly open: boolean;
  readonly minProperties: number;
};

export const boolean = { kind: "boolean" } as const;

export function string(rules: StringRules = {}): StringShape {
  return { kind: "string", ...rules };
}

/** A required text of at most `max` characters, as for labels and captions. */
export function filled(max: number): StringShape {
  return string({ min: 1, max });
}

export function oneOf(...values: readonly string[]): StringShape {
  return string({ oneOf: values });
}

/** 3000 is Slack's limit for every URL in Block Kit. */
export function uri(): StringShape {
  return string({ max: 3000, uri: true });
}

export function number(rules: NumberRules = {}): NumberShape {
  return { kind: "number", whole: false, ...rules };
}

export function integer(rules: NumberRules = {}): NumberShape {
  return { kind: "number", whole: true, ...rules };
}

export function list(of: Shape, rules: ListRules = {}): ListShape {
  return { kind: "list", of, ...rules };
}

export function record(required: Shapes, optional: Shapes = {}, minProperties = 0): RecordShape {
  return { kind: "record", required, optional, open: false, minProperties };
}

/** A record that must carry this `type`. */
export function typed(type: string, required: Shapes, optional: Shapes = {}): RecordShape {
  return record({ type: oneOf(type), ...required }, optional);
}

/** Looks only at these properties and only when they are there: for use inside `all`. */
export function open(optional: Shapes): RecordShape {
  return { kind: "record", required: {}, optional, open: true, minProperties: 0 };
}

/** One of several shapes, chosen by `type`. */
export function tagged(shapes: Shapes): Shape {
  return { kind: "tagged", shapes };
}

export function all(...shapes: readonly Shape[]): Shape {
  return { kind: "all", shapes };
}

export function ifPresent(property: string, matching: Shape, otherwise: Shape): Shape {
  return { kind: "if-present", property, matching, otherwise };
}
