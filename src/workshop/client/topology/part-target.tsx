import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { litPart, opened } from '../frame/view.ts';
import { LooksOn } from './looks-on.ts';
import type { Found, Mark } from './part-types.ts';

interface PartTargetProps extends Found {
  readonly kind: string;
  /** What is drawn at the part for the eye alone: its label says the same. Clicks go through it. */
  readonly beside?: ComponentChildren;
  /** Texts in here are the beginning of the label, so that who speaks to the computer can say them. */
  readonly children: ComponentChildren;
}

/** What can be clicked, or chosen by the keyboard, to open the dialog of a part. */
export function PartTarget({ part, state, kind, beside, children }: PartTargetProps) {
  const looksOn = useContext(LooksOn);
  const open = () => {
    opened.value = { kind: 'part', id: part.id };
  };
  const shown = {
    class: `part ${kind} ${state.mark}${state.faults.length > 0 ? ' broken' : ''}${litPart.value === part.id ? ' lit' : ''}`,
    'data-id': part.id,
    'aria-label': labelOf({ part, state }),
  };
  return (
    <>
      {looksOn ? (
        // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is no button here
        <g role="img" {...shown}>
          {children}
        </g>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: SVG has no button
        <g
          role="button"
          // In lower case: the names of SVG's attributes are kept as they are written.
          tabindex={0}
          {...shown}
          aria-haspopup="dialog"
          onClick={open}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            open();
          }}
        >
          {children}
        </g>
      )}
      {beside === undefined ? null : <Beside mark={state.mark}>{beside}</Beside>}
    </>
  );
}

/** What is drawn at a part for the eye alone. */
export function Beside({ mark, children }: { readonly mark: Mark; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it cannot have the focus
    <g class={`beside ${mark}`} aria-hidden="true">
      {children}
    </g>
  );
}

const kinds = { node: '', tunnel: 'tunnel ', link: 'link ', zone: 'zone ', lab: 'lab ' };

/** "tunnel vnet1gw-0--device1, up, 12 packets/s". */
export function labelOf({ part: { kind, name, what }, state }: Found): string {
  return [
    // As the box says it: see `DrawnNode`.
    ...(kind !== 'node'
      ? [`${kinds[kind]}${name}`, state.word]
      : state.mark === 'up'
        ? [name, ...(state.share === undefined ? [] : [state.share]), what, state.word]
        : [name, state.word, what]),
    ...(state.share === undefined
      ? []
      : [state.share === 'holder' ? 'holds the addresses' : 'standby, without the addresses']),
    ...(state.rate === undefined ? [] : [`${Math.round(state.rate)} packets/s`]),
    ...state.faults.map(({ fault }) => `broken on purpose: ${fault}`),
  ]
    .filter((text) => text !== '')
    .join(', ');
}
