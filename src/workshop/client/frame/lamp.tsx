import type { ComponentChildren } from 'preact';
import type { Mark } from '../topology/part-types.ts';

/** A symbol and a text: the state is said by shape and word, the colour only repeats it. */
export function Lamp({ mark, children }: { readonly mark: Mark; readonly children: ComponentChildren }) {
  return (
    <span class={`lamp ${mark}`}>
      <svg viewBox="-8 -8 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        <MarkShape mark={mark} />
      </svg>
      <span>{children}</span>
    </span>
  );
}

/** Around the point 0, 0: a disc, a half disc, a ring of dashes, a cross, an empty ring. */
export function MarkShape({ mark }: { readonly mark: Mark }) {
  switch (mark) {
    case 'up':
      return (
        <>
          <circle r="7" class="mark-fill" />
          <path d="M-3.4 0.2 L-1 2.8 L3.6 -2.6" class="mark-cut" />
        </>
      );
    case 'partly':
      return (
        <>
          <circle r="6" class="mark-line" />
          <path d="M0 -6 A6 6 0 0 1 0 6 Z" class="mark-fill" />
        </>
      );
    case 'waiting':
      return <circle r="6" class="mark-line dashed" />;
    case 'silent':
      return (
        <>
          <circle r="6" class="mark-line" />
          <path d="M-4.2 4.2 L4.2 -4.2" class="mark-line" />
        </>
      );
    case 'down':
      return (
        <>
          <rect x="-7" y="-7" width="14" height="14" rx="2" class="mark-fill" />
          <path d="M-3.2 -3.2 L3.2 3.2 M-3.2 3.2 L3.2 -3.2" class="mark-cut" />
        </>
      );
  }
}
