import type { LiveDirection } from '../../protocol/traffic.ts';
import { engineNow, flowsAtMs, page } from '../state/store.ts';
import { agoText, outageText } from './flow-texts.ts';
import { flowsHit, incidentsOf } from './incidents.ts';

/** The figure that a learner waits for, at the flows that it is about. */
export function LastOutage({ direction: { key, flows } }: { readonly direction: LiveDirection }) {
  const [last] = incidentsOf(page.outages.value.filter(({ direction }) => direction === key));
  if (!last) return <p class="last-outage remark">No flow has stopped since this page was opened.</p>;
  // The moments count from the start of the traffic.
  engineNow.value;
  return (
    <p class="last-outage">
      Last outage: <strong>{outageText(last.longest)}</strong>{' '}
      <span class="remark">
        {`${flowsHit(last)} of ${flows} flows, ${agoText(flowsAtMs.peek() - last.toMs)}`}
      </span>
    </p>
  );
}
