import type { DrawnPart } from '../../protocol/drawing.ts';
import { paths } from '../../protocol/paths.ts';
import { opened, typeInto } from '../frame/view.ts';

/** What people want of a node besides breaking it: a terminal, and the packets on a link for Wireshark. */
export function NodeTools({ part }: { readonly part: DrawnPart }) {
  const [node = part.name, device] = part.kind === 'link' ? part.name.split(':') : [part.name];
  return (
    <p class="controls">
      <button
        type="button"
        onClick={() => {
          opened.value = null;
          typeInto(node, '');
        }}
      >
        {`Terminal in ${node}`}
      </button>
      {device === undefined ? null : (
        <a
          class="button"
          download={`${node}-${device}.pcap`}
          href={`${paths.capture}?${new URLSearchParams({ node, interface: device, seconds: '10' })}`}
        >
          Capture 10 s for Wireshark
        </a>
      )}
    </p>
  );
}
