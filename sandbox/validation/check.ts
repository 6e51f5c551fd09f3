import {
  failed,
  missingField,
  notInEnum,
  tooFewItems,
  tooManyItems,
  unsupportedType,
  wrongType,
} from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import type { ListShape, NumberShape, RecordShape, Shape, Shapes, StringShape } from "./shape.ts";

/** Everything that is wrong with a value, in the order in which Slack's validator reports it. */
export function check(shape: Shape, value: unknown, pointer: string): readonly Flaw[] {
  switch (shape.kind) {
    case "string":
      return checkString(shape, value, pointer);
    case "number":
      return checkNumber(shape, value, pointer);
    case "boolean":
      return typeof value === "boolean" ? [] : [wrongType(pointer, "must be a boolean")];
    case "list":
      return checkList(shape, value, pointer);
    case "record":
      return checkRecord(shape, value, pointer);
    case "tagged":
      return checkTagged(shape.shapes, value, pointer);
    case "all":
      return checkAll(shape.shapes, value, pointer);
    case "if-present": {
      const present = isRecord(value) && Object.hasOwn(value, shape.property);
      return check(present ? shape.matching : shape.otherwise, value, pointer);
    }
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Slack counts characters, not UTF-16 units: an emoji is one. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function checkString(shape: StringShape, value: unknown, pointer: string): readonly Flaw[] {
  if (typeof value !== "string") return [wrongType(pointer, "must provide a string")];

  const flaw = contentFlaw(shape, value, pointer) ?? lengthFlaw(shape, value, pointer);
  return flaw === null ? [] : [flaw];
}

function contentFlaw(shape: StringShape, value: string, pointer: string): Flaw | null {
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    return notInEnum(pointer, shape.oneOf, value);
  }
  if (shape.pattern !== undefined && !shape.pattern.test(value)) {
    const expected = shape.pattern.source;
    const message = `input must match regex pattern: ${expected}`;
    return failed(pointer, message, "pattern", { expected, got: value });
  }
  if (shape.uri && !URL.canParse(value)) {
    return failed(pointer, "input must be a valid: uri", "format", { expected: "uri", got: value });
  }
  return null;
}

function lengthFlaw(shape: StringShape, value: string, pointer: string): Flaw | null {
  const got = lengthOf(value);
  if (shape.max !== undefined && got > shape.max) {
    const message = `must be less than ${shape.max + 1} characters`;
    return failed(pointer, message, "max_length", { expected: shape.max, got });
  }
  if (shape.min !== undefined && got < shape.min) {
    const message = `must be more than ${shape.min - 1} characters`;
    return failed(pointer, message, "min_length", { expected: shape.min, got });
  }
  return null;
}

function checkNumber(shape: NumberShape, value: unknown, pointer: string): readonly Flaw[] {
  if (typeof value !== "number") return [wrongType(pointer, "must provide a number")];
  if (shape.whole && !Number.isInteger(value)) {
    return [wrongType(pointer, "must provide an integer")];
  }

  const flaw = rangeFlaw(shape, value, pointer);
  return flaw === null ? [] : [flaw];
}

/** Slack says "less than" and "greater than" although the limits themselves are allowed. */
function rangeFlaw(shape: NumberShape, got: number, pointer: string): Flaw | null {
  const { min, max, above } = shape;
  if (max !== undefined && got > max) {
    return failed(pointer, `must be less than ${max}`, "maximum", { expected: max, got });
  }
  if (min !== undefined && got < min) {
    return failed(pointer, `must be greater than ${min}`, "minimum", { expected: min, got });
  }
  if (above !== undefined && got <= above) {
    return failed(pointer, `must be greater than ${above}`, "minimum", { expected: above, got });
  }
  return null;
}

function checkList(shape: ListShape, value: unknown, pointer: string): readonly Flaw[] {
  if (!Array.isArray(value)) return [wrongType(pointer, "must provide an array")];
  if (shape.max !== undefined && value.length > shape.max) {
    return [tooManyItems(pointer, shape.max, value.length)];
  }
  if (shape.min !== undefined && value.length < shape.min) {
    return [tooFewItems(pointer, shape.min, value.length)];
  }
  return value.flatMap((item: unknown, index) => check(shape.of, item, `${pointer}/${index}`));
}

/** A missing property hides what else is wrong with the record, as it does at Slack. */
function checkRecord(shape: RecordShape, value: unknown, pointer: string): readonly Flaw[] {
  if (!isRecord(value)) return [wrongType(pointer, "must provide an object")];

  const missing = Object.keys(shape.required).filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0) return missing.map((name) => missingField(pointer, name));

  const known: Shapes = { ...shape.required, ...shape.optional };
  return [
    ...sizeFlaws(shape, value, pointer),
    ...Object.entries(known)
      .filter(([name]) => Object.hasOwn(value, name))
      .flatMap(([name, property]) => check(property, value[name], `${pointer}/${name}`)),
    ...(shape.open ? [] : unknownProperties(known, value, pointer)),
  ];
}

function sizeFlaws(shape: RecordShape, value: object, pointer: string): readonly Flaw[] {
  const got = Object.keys(value).length;
  if (got >= shape.minProperties) return [];

  const message = `must have minimum ${shape.minProperties} properties`;
  return [failed(pointer, message, "min_properties", { expected: shape.minProperties, got })];
}

function unknownProperties(known: Shapes, value: object, pointer: string): readonly Flaw[] {
  return Object.keys(value)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) =>
      failed(pointer, `invalid additional property: ${name}`, "additional_properties", {
        got: name,
      }),
    );
}

function checkTagged(shapes: Shapes, value: unknown, pointer: string): readonly Flaw[] {
  if (!isRecord(value)) return [wrongType(pointer, "must provide an object")];
  if (!Object.hasOwn(value, "type")) return [missingField(pointer, "type")];

  const { type } = value;
  if (typeof type !== "string") return [wrongType(`${pointer}/type`, "must provide a string")];

  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape === undefined) {
    return [unsupportedType(`${pointer}/type`, Object.keys(shapes), type)];
  }
  return check(shape, value, pointer);
}

function checkAll(shapes: readonly Shape[], value: unknown, pointer: string): readonly Flaw[] {
  const flaws = shapes.flatMap((shape) => check(shape, value, pointer));
  if (flaws.length === 0) return [];
  return [failed(pointer, "failed to match all allowed schemas", "all_of"), ...flaws];
}
