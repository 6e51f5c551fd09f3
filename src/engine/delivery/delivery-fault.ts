import { ZodError } from "zod";
import { sqlStateOf } from "#store/database/sql-state.ts";

/** What a delivery says cannot be understood or routed, whatever state the database is in. */
export class DeliveryFault extends Error {
  readonly code = "delivery_fault";

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "DeliveryFault";
  }
}

/** Values that do not fit, break a constraint or are too large; all else is trouble of the database. */
const ABOUT_DATA = /^(?:21|22|23|54)/;

/**
 * Whether a delivery itself is to blame. When in doubt it is not: it then stays and is tried again, and what
 * was answered 2xx is never lost to a full disk, a lock or a lost connection.
 */
export function isFaultOfDelivery(error: unknown): boolean {
  if (error instanceof DeliveryFault || error instanceof ZodError) return true;
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const state = sqlStateOf(error);
  return state !== null && state.length === 5 && ABOUT_DATA.test(state);
}
