import { setFlagsFromString } from "node:v8";

/**
 * Has V8 make every object among the young ones from now on. By itself it makes some among the old at once, at places of
 * the code whose objects it saw survive a collection, as those of a transaction that is under way do; and all that such
 * an object refers to is then copied and kept until the old ones are collected, which stops the program for longer.
 *
 * To be called once all is loaded and its compiled form is written: that is of use only under the flags it was made with.
 */
export function startYoung(): void {
  setFlagsFromString("--no-allocation-site-pretenuring");
}
