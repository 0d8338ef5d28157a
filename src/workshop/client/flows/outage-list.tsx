import type { LiveTraffic } from '../../protocol/traffic.ts';
import { Scrolled } from '../frame/scrolled.tsx';
import { engineNow, flowsAtMs, page } from '../state/store.ts';
import { agoText, outageText } from './flow-texts.ts';
import { flowsHit, incidentsOf } from './incidents.ts';

const mostShown = 20;

/** The outages as they end: a line for the flows that something stopped together. */
export function OutageList({ traffic }: { readonly traffic: LiveTraffic }) {
  const incidents = incidentsOf(page.outages.value).slice(0, mostShown);
  if (incidents.length === 0) return null;
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
          {incidents.map((incident) => {
            const { direction, fromMs, toMs, longest, lost } = incident;
            const known = traffic.directions.find(({ key }) => key === direction);
            const flows = flowsHit(incident);
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
