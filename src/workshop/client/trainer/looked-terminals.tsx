import { useSignal } from '@preact/signals';
import { trainerPaths } from '../../protocol/trainer.ts';
import type { Help } from '../../protocol/updates.ts';
import { page } from '../state/store.ts';
import { TerminalView } from '../terminal/terminal-view.tsx';
import { ask } from './requests.ts';

interface LookedProps {
  readonly seat: number;
  readonly help: Help;
}

/** The terminals of a seat. The trainer types in them while the learner agrees. */
export function LookedTerminals({ seat, help }: LookedProps) {
  const chosen = useSignal<string | null>(null);
  const all = page.terminals.value;
  const shown = all.find(({ id }) => id === chosen.value);
  return (
    <div class="terminals">
      <h3>Terminals</h3>
      <HelpChoice seat={seat} help={help} />
      {all.length === 0 ? <p class="remark">No terminal is open on this seat.</p> : null}
      <p class="controls">
        {all.map(({ id, node }) => (
          <button
            type="button"
            key={id}
            aria-pressed={id === shown?.id}
            onClick={() => {
              chosen.value = id === chosen.value ? null : id;
            }}
          >
            {node}
          </button>
        ))}
      </p>
      {shown ? (
        <TerminalView
          key={shown.id}
          {...shown}
          isShown={true}
          path={pathOf(seat, shown.id)}
          typing={help === 'agreed' ? 'helps' : 'looks'}
        />
      ) : null}
    </div>
  );
}

const pathOf = (seat: number, id: string): string =>
  trainerPaths.terminal.replace(':seat', String(seat)).replace(':id', encodeURIComponent(id));

function HelpChoice({ seat, help }: LookedProps) {
  return (
    <p class="controls">
      {help === 'none' ? (
        <button type="button" onClick={() => ask.offerHelp(seat)}>
          Offer help
        </button>
      ) : (
        <button type="button" onClick={() => ask.endHelp(seat)}>
          {help === 'offered' ? 'Take the offer back' : 'End the help'}
        </button>
      )}{' '}
      <span role="status">{helpTexts[help]}</span>
    </p>
  );
}

const helpTexts: Readonly<Record<Help, string>> = {
  none: 'When the learner agrees, you both type.',
  offered: 'The learner was asked.',
  agreed: 'The learner has agreed: you both type.',
};
