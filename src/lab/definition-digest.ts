import { createHash } from 'node:crypto';
import type { Definition } from '../definition/definition.ts';
import { withoutKeys } from './lab-record.ts';

/**
 * Tells whether two runs were of the same lab: 16 hexadecimal digits that depend on everything in its definition but the
 * shared keys.
 */
export const definitionDigest = (definition: Definition): string =>
  createHash('sha256')
    .update(JSON.stringify(withoutKeys(definition)))
    .digest('hex')
    .slice(0, 16);
