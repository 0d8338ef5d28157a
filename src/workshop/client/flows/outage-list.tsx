import type { LiveTraffic } from '../../protocol/traffic.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { engineNow, flowsAtMs, page } from '../state/store.ts';
import { outageText } from './flow-texts.ts';
import { incidentsOf } from './incidents.ts';

const mostShown = 20;

/** The outages as they end: a line for the flows that something stopped together. */
export function OutageList({ traffic }: { readonly traffic: LiveTraffic }) {
  const incidents = incidentsOf(page.outages.value).slice(0, mostShown);
  if (incidents.length === 0) return <p class="empty">No flow has stopped so far.</p>;
  // The moments count from the start of the traffic.
  engineNow.value;
  const now = flowsAtMs.peek();
  return (
    <Scrolled label="Outages">
      <table class="outages">
        <caption>Outages, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Ended</th>
            <th scope="col">Direction</th>
            <th scope="col">Longest</th>
            <th scope="col">Flows</th>
            <th scope="col">Packets lost</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map(({ direction, fromMs, toMs, longest, outages, lost }) => {
            const known = traffic.directions.find(({ key }) => key === direction);
            const flows = new Set(outages.map(({ flow }) => flow)).size;
            return (
              <tr key={`${direction} ${fromMs}`}>
                <td>{agoText(now - toMs)}</td>
                <th scope="row">{known?.label ?? direction}</th>
                <td>
                  <strong>{outageText(longest)}</strong>
                </td>
                <td>{known ? `${flows} of ${known.flows}` : flows}</td>
                <td>{lost}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}

function agoText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 100 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
}
