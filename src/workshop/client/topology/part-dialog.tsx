import { activeFaultText } from '../../../report/words/active-fault-text.ts';
import type { DrawnPart, PossibleFault } from '../../protocol/drawing.ts';
import { Lamp } from '../frame/lamp.tsx';
import { TimeLeft } from '../frame/time-left.tsx';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';
import { FaultChoice } from './fault-choice.tsx';
import { NodeTools } from './node-tools.tsx';
import { orderedFaults } from './ordered-faults.ts';
import { partStates } from './part-state.ts';
import type { PartState } from './part-types.ts';
import { TimerForm } from './timer-form.tsx';

/** The state of a part, and what can happen to it. */
export function PartDialog({ id }: { readonly id: string }) {
  const lab = page.lab.value;
  const snapshot = page.snapshot.value;
  const drawing = lab.state === 'up' ? lab.drawing : null;
  const part = drawing?.parts.find((one) => one.id === id);
  if (!drawing || !snapshot || !part) return <h2 id="dialog-title">This part is not there any more</h2>;
  const seen = { snapshot, rates: page.tunnelRates.value, carriers: page.carriers.value };
  const state = partStates([part], seen).get(id);
  const { first, more } = orderedFaults(part);
  const choice = (one: PossibleFault) => (
    <FaultChoice
      key={`${one.fault} ${one.target}`}
      possible={one}
      part={part.name}
      form={drawing.faults[one.fault]}
    />
  );
  const refused = part.faults.flatMap(({ fault, target, refusal }) =>
    refusal === undefined ? [] : [{ fault: target === part.name ? fault : `${fault} of ${target}`, refusal }],
  );
  return (
    <>
      <h2 id="dialog-title">{part.name}</h2>
      <p class="remark">{part.what}</p>
      {state ? <State part={part} state={state} /> : null}
      {part.kind === 'node' || part.kind === 'link' ? <NodeTools part={part} /> : null}
      {part.kind === 'tunnel' ? <TimerForm tunnel={part.name} /> : null}
      <h3>What can happen to it</h3>
      {first.length + more.length === 0 ? <p>Nothing that the lab can do.</p> : null}
      {first.map(choice)}
      {more.length === 0 ? null : (
        <details class="more-faults">
          <summary>{`More: rare, or together with other parts (${more.length})`}</summary>
          {more.map(choice)}
        </details>
      )}
      {refused.length === 0 ? null : (
        <details>
          <summary>{`What cannot be had here (${refused.length})`}</summary>
          <dl>
            {refused.map(({ fault, refusal }) => (
              <div key={fault}>
                <dt>{fault}</dt>
                <dd>{refusal}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function State({ part, state }: { readonly part: DrawnPart; readonly state: PartState }) {
  return (
    <>
      {part.kind === 'zone' || part.kind === 'lab' ? null : (
        <p>
          <Lamp mark={state.mark}>
            {state.word}
            {state.rate === undefined ? '' : `, ${Math.round(state.rate)} packets/s`}
          </Lamp>
        </p>
      )}
      {state.facts.length === 0 ? null : (
        <ul class="facts">
          {state.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      {state.faults.map((fault) => (
        <p key={fault.id} class="broken-here">
          <span>
            <span aria-hidden="true">⚡</span> {activeFaultText(fault)}, <TimeLeft fault={fault} />
          </span>
          <button
            type="button"
            aria-label={`Heal ${activeFaultText(fault)} here`}
            onClick={() => ask.heal({ fault: fault.id })}
          >
            Heal
          </button>
        </p>
      ))}
    </>
  );
}
