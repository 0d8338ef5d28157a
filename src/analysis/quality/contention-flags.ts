import { type Contention, harmlessLatenessMs, othersText } from './contention.ts';
import { doubtful, type QualityFlag } from './quality-flag.ts';

/**
 * What the load of the machine means for the figures: that they may be wrong, or that others used much of the machine and
 * did no harm that can be seen.
 */
export function contentionFlags({ reasons, contended, processor }: Contention): readonly QualityFlag[] {
  if (contended) return reasons.map((reason) => doubtful('contended', reason));
  const others = othersText(processor ?? {});
  if (others === undefined) return [];
  return [
    doubtful(
      'shared-machine',
      `${others}, which delayed no packet by more than ${harmlessLatenessMs} ms while an outage lasted`,
    ),
  ];
}
