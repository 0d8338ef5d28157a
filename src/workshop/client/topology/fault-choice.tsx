import { useSignal } from '@preact/signals';
import type { FaultForm, ParameterField, PossibleFault } from '../../protocol/drawing.ts';
import { opened, showDetails } from '../frame/view.ts';
import { Prediction, predictionIn } from '../measure/prediction.tsx';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';
import { tell } from '../state/toasts.ts';
import { ParameterFields, valuesIn } from './parameter-fields.tsx';

interface FaultChoiceProps {
  readonly possible: PossibleFault;
  /** Name of the part whose dialog this is. */
  readonly part: string;
  readonly form: FaultForm | undefined;
}

/** A fault with its parameters. It can happen now, until it is healed, or in a trial that measures it. */
export function FaultChoice({ possible, part, form }: FaultChoiceProps) {
  const { fault, target } = possible;
  const fields = (form?.parameters ?? []).map((field) => beginningWith(field, possible));
  const isMeasured = useSignal(false);
  const work = page.work.value;
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const filled = new FormData(event.currentTarget);
    const request = { fault, target, parameters: valuesIn(filled, form?.parameters ?? []) };
    if (!isMeasured.peek()) {
      opened.value = null;
      if (await ask.break(request)) tell(`${fault} of ${target}: it has begun.`);
      return;
    }
    const predicted = predictionIn(filled);
    opened.value = null;
    if (await ask.trial(predicted ? { ...request, predicted } : request)) showDetails('measurements');
  };
  return (
    <details class="fault" name="fault">
      <summary>
        <strong>{target === part ? fault : `${fault} of ${target}`}</strong>{' '}
        <span class="fault-summary">{form?.summary}</span>
      </summary>
      <form onSubmit={submit}>
        <ParameterFields id={`${fault}-${target}`} fields={fields} />
        {isMeasured.value ? <Prediction id={`${fault}-${target}`} /> : null}
        {work === null ? null : <p class="remark">{`The lab is busy: ${work.text}`}</p>}
        <div class="controls">
          <button type="submit" class="main" disabled={work !== null}>
            {isMeasured.value ? 'Start measuring' : 'Break it now'}
          </button>
          <button
            type="button"
            onClick={() => {
              isMeasured.value = !isMeasured.peek();
            }}
          >
            {isMeasured.value ? 'Do not measure' : 'Measure…'}
          </button>
        </div>
      </form>
    </details>
  );
}

/** A target may suit other values than the defaults of the fault. They are sent, because they differ from those. */
function beginningWith(field: ParameterField, { parameters }: PossibleFault): ParameterField {
  const own = parameters?.[field.name];
  if (own === undefined) return field;
  if (field.kind === 'number') return typeof own === 'number' ? { ...field, default: own } : field;
  if (field.kind === 'switch') return typeof own === 'boolean' ? { ...field, default: own } : field;
  return typeof own === 'string' ? { ...field, default: own } : field;
}
