import { useSignal } from '@preact/signals';
import type { LessonEntry } from '../../protocol/lesson.ts';
import type { OpenLabRequest } from '../../protocol/requests.ts';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';

/** What can be opened, as long as no lab is. */
export function CataloguePage() {
  const catalogue = page.catalogue.value;
  const profile = useSignal<OpenLabRequest['profile']>('fast');
  if (catalogue === null) return null;
  const { labs, lessons } = catalogue;
  return (
    <div class="catalogue">
      {lessons.length === 0 ? null : (
        <section aria-labelledby="lessons-title">
          <h2 id="lessons-title">Lessons</h2>
          <ol class="lessons">{lessons.map((lesson) => lessonItem(lesson))}</ol>
        </section>
      )}
      <section aria-labelledby="labs-title">
        <h2 id="labs-title">Labs</h2>
        <p class="controls">
          <label>
            Timers{' '}
            <select
              value={profile.value}
              onChange={(event) => {
                profile.value = event.currentTarget.value === 'azure' ? 'azure' : 'fast';
              }}
            >
              <option value="fast">fast: short, for a first look</option>
              <option value="azure">azure: those of Azure</option>
            </select>
          </label>
        </p>
        <ul class="labs">
          {labs.map(({ name, summary, isUp }) => (
            <li key={name}>
              <h3>{name}</h3>
              <p>{summary}</p>
              <button
                type="button"
                aria-label={`${isUp ? 'Open' : 'Bring up'} ${name}`}
                onClick={() => ask.openLab({ lab: name, profile: profile.value })}
              >
                {isUp ? 'Open' : 'Bring up'}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

export function lessonItem({ lab, id, title, summary, level, minutes, tasks, passed }: LessonEntry) {
  return (
    <li key={`${lab}/${id}`}>
      <h3>{title}</h3>
      <p>{summary}</p>
      <p class="remark">{`${lab}, ${level}, about ${minutes} minutes`}</p>
      <p class="progress-line">
        <progress aria-label={`Progress of ${title}`} max={tasks} value={passed} />
        <span>{passed === tasks && tasks > 0 ? 'done' : `${passed} of ${tasks} tasks`}</span>
        <button
          type="button"
          aria-label={`${passed > 0 ? 'Go on with' : 'Start'} ${title}`}
          onClick={() => ask.startLesson({ lab, lesson: id })}
        >
          {passed > 0 ? 'Go on' : 'Start'}
        </button>
      </p>
    </li>
  );
}
