import { useContext } from 'preact/hooks';
import { Lamp } from '../frame/lamp.tsx';
import { LooksOn } from './looks-on.ts';

export function Legend() {
  const looksOn = useContext(LooksOn);
  return (
    <details>
      <summary>Legend</summary>
      <ul class="legend">
        <li>
          <Lamp mark="up">up</Lamp>
        </li>
        <li>
          <Lamp mark="partly">in part</Lamp>
        </li>
        <li>
          <Lamp mark="waiting">waiting</Lamp>
        </li>
        <li>
          <Lamp mark="silent">up, silent</Lamp>
        </li>
        <li>
          <Lamp mark="down">down</Lamp>
        </li>
        <li>
          <span class="bolt" aria-hidden="true">
            ⚡
          </span>{' '}
          broken on purpose
        </li>
        {looksOn ? null : <li>Click a part, or press Enter on it, to see its state and to break it.</li>}
      </ul>
    </details>
  );
}
