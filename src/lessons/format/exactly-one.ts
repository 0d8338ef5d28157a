import type * as z from 'zod';

/** A refinement: exactly one of these properties is there. The others say more about it, or are none of them. */
export const exactlyOne =
  (names: readonly string[]) =>
  (value: object, context: z.core.$RefinementCtx): void => {
    // A misspelt name is reported already.
    if (context.issues.length > 0) return;
    const found = names.filter((name) => Reflect.get(value, name) !== undefined);
    if (found.length === 1) return;
    const isEmpty = found.length === 0;
    context.addIssue({
      code: 'custom',
      message: isEmpty ? 'does not say what it is about.' : `is about ${found.join(' and ')} at once.`,
      params: {
        rule: isEmpty ? 'missing-property' : 'several-at-once',
        advice: `Write exactly one of ${names.join(', ')}.`,
      },
    });
  };
