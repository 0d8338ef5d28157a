import { CataloguePage } from '../catalogue/catalogue-page.tsx';
import { FlowsArea } from '../flows/flows-area.tsx';
import { LessonArea } from '../lesson/lesson-area.tsx';
import { page } from '../state/store.ts';
import { TopologyArea } from '../topology/topology-area.tsx';
import { Details } from './details.tsx';
import { Header } from './header.tsx';
import { LabStateNotice } from './lab-state-notice.tsx';
import { PageDialog } from './page-dialog.tsx';
import { Toasts } from './toasts.tsx';
import { type Area, area, areas } from './view.ts';

export function App() {
  const lab = page.lab.value;
  return (
    <>
      <Header />
      {lab.state === 'up' ? (
        <OpenLab />
      ) : (
        <main>
          <LabStateNotice lab={lab} />
          {lab.state === 'none' || lab.state === 'failed' ? <CataloguePage /> : null}
        </main>
      )}
      <PageDialog />
      <Toasts />
    </>
  );
}

const areaNames: Readonly<Record<Area, string>> = {
  lesson: 'Lesson',
  lab: 'Lab',
  details: 'Events and more',
};

function OpenLab() {
  return (
    <>
      <nav class="area-choice" aria-label="Area">
        {areas.map((name) => (
          <button
            type="button"
            key={name}
            aria-pressed={area.value === name}
            onClick={() => {
              area.value = name;
            }}
          >
            {areaNames[name]}
          </button>
        ))}
      </nav>
      <main class={`areas show-${area.value}`}>
        <LessonArea />
        <div class="lab-area">
          <TopologyArea />
          <FlowsArea />
        </div>
        <Details />
      </main>
    </>
  );
}
