import { AzureView } from '../azure/azure-view.tsx';
import { EventList } from '../events/event-list.tsx';
import { Measurements } from '../measure/measurements.tsx';
import { TerminalSlot } from './terminal-slot.tsx';
import { type DetailTab, detailTab, detailTabs } from './view.ts';

const names: Readonly<Record<DetailTab, string>> = {
  events: 'Events',
  measurements: 'Measurements',
  terminals: 'Terminals',
  azure: "Azure's view",
};

/** Tabs as the ARIA Authoring Practices describe them: one stop for Tab, arrows between them. */
export function Details() {
  const chosen = detailTab.value;
  return (
    <section class="details" aria-labelledby="details-title">
      <h2 id="details-title" class="unseen">
        Events and more
      </h2>
      <div role="tablist" aria-label="Details" onKeyDown={moveWithArrows}>
        {detailTabs.map((tab) => (
          <button
            type="button"
            role="tab"
            key={tab}
            id={`tab-${tab}`}
            aria-selected={tab === chosen}
            aria-controls="details-panel"
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => {
              detailTab.value = tab;
            }}
          >
            {names[tab]}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without a button is scrolled by the keyboard */}
      <div id="details-panel" class="panel" role="tabpanel" aria-labelledby={`tab-${chosen}`} tabIndex={0}>
        {chosen === 'events' ? <EventList /> : null}
        {chosen === 'measurements' ? <Measurements /> : null}
        {chosen === 'azure' ? <AzureView /> : null}
        <TerminalSlot isShown={chosen === 'terminals'} />
      </div>
    </section>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

function moveWithArrows(event: KeyboardEvent): void {
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const index = detailTabs.indexOf(detailTab.peek());
  const next = detailTabs[(index + step + detailTabs.length) % detailTabs.length];
  if (!next) return;
  detailTab.value = next;
  document.getElementById(`tab-${next}`)?.focus();
}
