import { duration } from '../../../base/duration.ts';
import type { MeasuredDirection, Measurement } from '../../protocol/updates.ts';
import { Scrolled } from '../frame/scrolled.tsx';

/** What the learner said, what the program said, and what was measured, side by side. */
export function MeasurementTable({ measurement }: { readonly measurement: Measurement }) {
  return (
    <Scrolled label={`Figures of ${measurement.id}`}>
      <table class="measured">
        <thead>
          <tr>
            <th scope="col">Longest outage</th>
            <th scope="col">You</th>
            <th scope="col">The program</th>
            <th scope="col">Measured</th>
            <th scope="col">Decided by</th>
          </tr>
        </thead>
        <tbody>
          {measurement.directions.map((one) => (
            <tr key={one.label}>
              <th scope="row">{one.label}</th>
              <td>{predictedText(one)}</td>
              <td>{toolText(one)}</td>
              <td>
                <strong>{measuredText(one)}</strong>
                {one.flowsHit > 0 ? `, ${one.flowsHit} of ${one.flows} flows` : ''}
              </td>
              <td>{one.decidedBy ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="remark">
        {measurement.redundancyMs === null
          ? 'Redundancy was not complete again in time.'
          : `Redundancy was complete again after ${duration(measurement.redundancyMs)}.`}
      </p>
    </Scrolled>
  );
}

function predictedText({ predictedSeconds: seconds }: MeasuredDirection): string {
  if (seconds === null) return '–';
  return seconds === 0 ? 'none' : duration(seconds * 1000);
}

function toolText({ toolPredictedMs: range }: MeasuredDirection): string {
  if (range === null) return '–';
  return range.most === 0 ? 'none' : `${duration(range.least)} to ${duration(range.most)}`;
}

function measuredText({ longestOutageMs, flowsHit }: MeasuredDirection): string {
  if (longestOutageMs !== null) return duration(longestOutageMs);
  return flowsHit === 0 ? 'none' : 'never came back';
}
