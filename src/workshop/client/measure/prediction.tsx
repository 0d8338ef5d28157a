import { page } from '../state/store.ts';

const ways = [
  { name: 'outward', title: 'From Azure to the site' },
  { name: 'return', title: 'From the site to Azure' },
] as const;

/** What the learner expects, before it is measured. It can be left empty. */
export function Prediction({ id }: { readonly id: string }) {
  const directions = page.traffic.value?.directions ?? [];
  return (
    <fieldset>
      <legend>Your prediction: the longest outage of a flow</legend>
      {ways.map(({ name, title }) => {
        const own = `${id}-predicted-${name}`;
        const labels = directions.filter((one) => one.name === name).map(({ label }) => label);
        return (
          <div class="field" key={name}>
            <label for={own}>{`${title}, in seconds`}</label>
            <input id={own} name={`predicted-${name}`} type="number" min="0" max="3600" step="any" />
            {labels.length === 0 ? null : <p class="remark">{labels.join(', ')}</p>}
          </div>
        );
      })}
      <p class="remark">0 means that nothing stops. Leave both empty to measure without a prediction.</p>
    </fieldset>
  );
}

/** Undefined: nothing was predicted. */
export function predictionIn(
  fields: FormData,
): { readonly outwardSeconds: number | null; readonly returnSeconds: number | null } | undefined {
  const [outward, back] = ways.map(({ name }) => fields.get(`predicted-${name}`));
  if (!outward && !back) return undefined;
  return { outwardSeconds: secondsIn(outward), returnSeconds: secondsIn(back) };
}

const secondsIn = (written: FormDataEntryValue | null | undefined): number | null =>
  typeof written === 'string' && written.trim() !== '' ? Number(written) : null;
