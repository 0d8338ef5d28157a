import type { LabState } from '../../protocol/updates.ts';
import { connection, page } from '../state/store.ts';

/** What happens to a lab that is not up. */
export function LabStateNotice({ lab }: { readonly lab: LabState }) {
  switch (lab.state) {
    case 'none':
      return page.catalogue.value || connection.value !== 'opening' ? null : <p class="notice">Loading …</p>;
    case 'coming-up':
      return (
        <section class="notice" aria-live="polite">
          <h2>{lab.lab} comes up</h2>
          <p>{lab.waiting > 0 ? `${lab.waiting} labs come up before it.` : lab.step}</p>
          <progress aria-label={`${lab.lab} comes up`} />
        </section>
      );
    case 'ending':
      return <p class="notice">{lab.lab} is being removed.</p>;
    case 'failed':
      return (
        <section class="notice bad" role="alert">
          <h2>{lab.lab} is not there</h2>
          <p>{lab.message}</p>
        </section>
      );
    case 'up':
      return null;
  }
}
