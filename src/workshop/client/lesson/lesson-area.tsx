import type { LessonView } from '../../protocol/lesson.ts';
import { lessonItem } from '../catalogue/catalogue-page.tsx';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';
import { LessonText } from './lesson-text.tsx';

/** The open lesson, or those that this lab has. */
export function LessonArea() {
  const lesson = page.lesson.value;
  return (
    <section class="lesson" aria-labelledby="lesson-title">
      {lesson ? <OpenLesson lesson={lesson} /> : <LessonChoice />}
    </section>
  );
}

function OpenLesson({ lesson }: { readonly lesson: LessonView }) {
  const { lab, id, title, minutes, languages, language, objectives, tasks } = lesson;
  const passed = tasks.filter(({ state }) => state === 'passed').length;
  return (
    <>
      <h2 id="lesson-title">{title}</h2>
      <p class="remark">{`About ${minutes} minutes. ${passed} of ${tasks.length} tasks passed.`}</p>
      <p class="controls">
        {languages.length < 2 ? null : (
          <label>
            Language{' '}
            <select
              value={language}
              onChange={(event) => ask.startLesson({ lab, lesson: id, language: event.currentTarget.value })}
            >
              {languages.map((code) => (
                <option key={code} value={code}>
                  {languageName(code)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" onClick={() => ask.leaveLesson()}>
          Leave the lesson
        </button>
      </p>
      {objectives.length === 0 ? null : (
        <details>
          <summary>What you learn</summary>
          <ul>
            {objectives.map((objective) => (
              <li key={objective}>{objective}</li>
            ))}
          </ul>
        </details>
      )}
      <LessonText key={`${lab}/${id}/${language}`} html={lesson.html} language={language} />
    </>
  );
}

/** In the language itself: who looks for it reads that. */
const languageName = (code: string): string =>
  new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;

function LessonChoice() {
  const lab = page.lab.value;
  const catalogue = page.catalogue.value;
  const lessons = lab.state === 'up' ? (catalogue?.lessons.filter((one) => one.lab === lab.lab) ?? []) : [];
  return (
    <>
      <h2 id="lesson-title">Lessons</h2>
      {lessons.length === 0 ? (
        <p class="empty">This lab has no lesson. Try things out: click a part of the topology.</p>
      ) : (
        <ol class="lessons">{lessons.map((lesson) => lessonItem(lesson))}</ol>
      )}
    </>
  );
}
