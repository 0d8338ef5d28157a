import { readdir, readFile } from 'node:fs/promises';
import { projectFolder } from '../../base/project-folder.ts';
import { renderSchema } from '../../definition/form/json-schema.ts';
import { labForm } from '../../definition/form/lab-form.ts';
import { faults } from '../../faults/by-name.ts';
import { lessonForm } from '../../lessons/format/written-lesson.ts';
import { translationForm } from '../../lessons/format/written-translation.ts';
import { loadLessons } from '../../workshop/lessons/lesson-library.ts';
import { program } from '../program.ts';
import { azureReference, skusReference } from './azure.ts';
import { commandsReference } from './commands.ts';
import { courseReference } from './course.ts';
import { exitCodesReference } from './exit-codes.ts';
import { faultsReference, parametersReference, targetsReference } from './faults.ts';
import { formatsReference } from './formats.ts';
import { labFileReference } from './lab-file.ts';
import { labLimitsReference } from './lab-limits.ts';
import {
  lessonActionReference,
  lessonCheckReference,
  lessonFileReference,
  lessonRulesReference,
  lessonTaskReference,
} from './lessons.ts';
import { packageTypes } from './package-types.ts';
import { filledPage, type Parts } from './page.ts';
import { profilesReference } from './profiles.ts';
import { resultFiles } from './result-files.ts';
import { resultSchema } from './result-schema.ts';
import { rulesReference } from './rules.ts';

/** What the pages of `docs/` say that the program knows. */
const parts: Parts = {
  azure: azureReference,
  commands: () => commandsReference(program),
  'exit-codes': exitCodesReference,
  faults: faultsReference,
  formats: formatsReference,
  'lab-file': labFileReference,
  'lab-limits': labLimitsReference,
  'lesson-actions': lessonActionReference,
  'lesson-checks': lessonCheckReference,
  'lesson-file': lessonFileReference,
  'lesson-rules': lessonRulesReference,
  'lesson-task': lessonTaskReference,
  parameters: parametersReference,
  profiles: profilesReference,
  rules: rulesReference,
  skus: skusReference,
  targets: targetsReference,
};

/** Every file of the project that is generated, or has generated parts, by its path: as it should be. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const docs = new URL('docs/', projectFolder);
  const { lessons } = await loadLessons();
  const all: Parts = { ...parts, course: () => courseReference(lessons) };
  const pages = (await readdir(docs)).filter((name) => name.endsWith('.md')).sort();
  return new Map([
    ['schemas/lab.schema.json', renderSchema(labForm(faults).jsonSchema)],
    ['schemas/lesson.schema.json', renderSchema(lessonForm.jsonSchema)],
    ['schemas/lesson-translation.schema.json', renderSchema(translationForm.jsonSchema)],
    ...resultFiles.map((file): [string, string] => [
      `schemas/${file.name}.schema.json`,
      renderSchema(resultSchema(file)),
    ]),
    ['src/package/types.d.ts', packageTypes()],
    ...(await Promise.all(
      pages.map(async (name): Promise<[string, string]> => {
        const page = await readFile(new URL(name, docs), 'utf8');
        return [`docs/${name}`, filledPage(page, all)];
      }),
    )),
  ]);
}
