import * as z from 'zod';
import {
  faultForm,
  holderForm,
  measuredForm,
  redundancyForm,
  routeForm,
  sessionForm,
  timerForm,
  tunnelForm,
} from './condition-forms.ts';
import { exactlyOne } from './exactly-one.ts';

/** What a condition can be about, each with its own form. */
export const simpleShape = {
  tunnel: tunnelForm.meta({ id: 'tunnelCondition' }).optional().describe('A tunnel is up or down.'),
  session: sessionForm
    .meta({ id: 'sessionCondition' })
    .optional()
    .describe('A BGP session is established or down.'),
  route: routeForm
    .meta({ id: 'routeCondition' })
    .optional()
    .describe('A node has a route, and with which next hops.'),
  holder: holderForm
    .meta({ id: 'holderCondition' })
    .optional()
    .describe('Who has the floating address of a gateway, or of a pair.'),
  redundancy: redundancyForm
    .optional()
    .describe('full: every tunnel, session and route is there; missing: something is not.'),
  fault: faultForm
    .meta({ id: 'faultCondition' })
    .optional()
    .describe('A fault was applied, is active or was healed.'),
  measured: measuredForm
    .meta({ id: 'measuredCondition' })
    .optional()
    .describe('The last trial of this fault, target and parameters since the task began.'),
  timer: timerForm
    .meta({ id: 'timerCondition' })
    .optional()
    .describe('A timer as it runs, whatever the lab file says.'),
};

const simple = z.strictObject(simpleShape);

/** A condition as a lesson has it: exactly one of its properties is there. */
export type WrittenCondition = z.output<typeof simple> & {
  readonly not?: WrittenCondition | undefined;
  readonly any?: readonly WrittenCondition[] | undefined;
  readonly all?: readonly WrittenCondition[] | undefined;
};

const nested = (): {
  readonly not: z.ZodOptional<z.ZodType<WrittenCondition>>;
  readonly any: z.ZodOptional<z.ZodType<readonly WrittenCondition[]>>;
  readonly all: z.ZodOptional<z.ZodType<readonly WrittenCondition[]>>;
} => ({
  not: writtenCondition.optional().describe('The condition does not hold.'),
  any: z.array(writtenCondition).min(1).max(10).optional().describe('At least one of them holds.'),
  all: z.array(writtenCondition).min(1).max(10).optional().describe('All of them hold.'),
});

/** What a condition can be about. */
export const conditionKinds = [...Object.keys(simpleShape), 'not', 'any', 'all'];

export const writtenCondition: z.ZodType<WrittenCondition> = z
  .lazy(() => z.strictObject({ ...simpleShape, ...nested() }).superRefine(exactlyOne(conditionKinds)))
  .meta({ id: 'condition', description: 'Something that can be true of a lab, of its trials and faults.' });

/** The properties of a condition inside of another object. */
export const conditionShape = () => ({ ...simpleShape, ...nested() });
