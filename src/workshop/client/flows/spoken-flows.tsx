import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LiveTraffic } from '../../protocol/traffic.ts';
import { flowHistory, page } from '../state/store.ts';
import { outageText, spokenText } from './flow-texts.ts';

/** A screen reader needs about so long for a sentence of each direction. */
const paceMs = 4000;
const spoken = signal('');

/** What the flows do, for those who hear the page: at a bearable pace, and only what is different. */
export function SpokenFlows({ traffic }: { readonly traffic: LiveTraffic }) {
  useEffect(() => {
    let told = page.outages.peek().length;
    const timer = setInterval(() => {
      const outages = page.outages.peek();
      const longest = outages
        .slice(told)
        .reduce<(typeof outages)[number] | undefined>(
          (most, one) => (most && most.durationMs >= one.durationMs ? most : one),
          undefined,
        );
      told = outages.length;
      const now = traffic.directions.map(({ label }, index) => spokenText(label, flowHistory.now(index)));
      const ended = longest ? [`The longest outage was ${outageText(longest)}.`] : [];
      spoken.value = [...now, ...ended].join(' ').trim();
    }, paceMs);
    return () => clearInterval(timer);
  }, [traffic]);
  return (
    <p class="unseen" aria-live="polite">
      {spoken.value}
    </p>
  );
}
