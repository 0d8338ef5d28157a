import { page } from '../state/store.ts';
import { FlowStrip } from './flow-strip.tsx';
import { OutageList } from './outage-list.tsx';
import { SpokenFlows } from './spoken-flows.tsx';

/** The light traffic between trials: what arrives, and for how long it did not. */
export function FlowsArea() {
  const traffic = page.traffic.value;
  return (
    <section class="flows" aria-labelledby="flows-title">
      <h2 id="flows-title">Live flows</h2>
      {traffic === null ? (
        <p>
          {page.work.value?.kind === 'trial'
            ? 'The trial has traffic of its own. The light traffic begins again after it.'
            : 'No traffic runs at the moment.'}
        </p>
      ) : (
        <>
          <div class="strips">
            {traffic.directions.map((direction, index) => (
              <FlowStrip key={direction.key} direction={direction} index={index} rate={traffic.rate} />
            ))}
          </div>
          <ul class="legend" aria-label="Legend of the strips">
            <li>
              <span class="key arrives" aria-hidden="true" /> full: packets arrive
            </li>
            <li>
              <span class="key loses" aria-hidden="true" /> hatched: some are lost
            </li>
            <li>
              <span class="key silent" aria-hidden="true" /> thin line: silent
            </li>
            <li>At the right: how long a flow is silent, or was the last time</li>
          </ul>
          <OutageList traffic={traffic} />
          <SpokenFlows traffic={traffic} />
        </>
      )}
    </section>
  );
}
