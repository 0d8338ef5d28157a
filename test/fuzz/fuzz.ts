import fc from 'fast-check';
import { errorText } from '../../src/base/errors/error-value.ts';

/** One kind of input that is made at random. */
export interface FuzzPart<Input> {
  /** In the plural: "lab files". */
  readonly what: string;
  /** How many CI tries. */
  readonly cases: number;
  readonly inputs: fc.Arbitrary<Input>;
  /** Throws when the program does with an input what it never may. */
  readonly check: (input: Input) => void | Promise<void>;
  /** An input for people, complete enough to try it by hand. */
  readonly show: (input: Input) => string;
}

/**
 * Tries inputs until one fails, and makes that one as small as it can.
 *
 * @param seed the same seed gives the same inputs
 * @returns what failed, with its seed and its smallest form; undefined when nothing did
 */
export async function fuzz<Input>(
  { what, inputs, check, show }: FuzzPart<Input>,
  { seed, cases }: { readonly seed: number; readonly cases: number },
): Promise<string | undefined> {
  const property = fc.asyncProperty(inputs, async (input) => check(input));
  const { failed, numRuns, counterexample, errorInstance } = await fc.check(property, {
    seed,
    numRuns: cases,
  });
  if (!failed || counterexample === null) return undefined;
  return [
    `Of the ${what}, number ${numRuns} fails (make fuzz SEED=${seed} CASES=${cases}). Its smallest form:`,
    show(counterexample[0]),
    errorInstance instanceof Error
      ? (errorInstance.stack ?? errorInstance.message)
      : errorText(errorInstance),
  ].join('\n');
}
