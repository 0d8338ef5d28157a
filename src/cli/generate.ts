/** Writes what is generated: the JSON Schemas, and parts of the documentation. `npm run generate` */
import { writeFile } from 'node:fs/promises';
import { projectFolder } from '../base/project-folder.ts';
import { generatedFiles } from './reference/generated-files.ts';

for (const [path, content] of await generatedFiles()) {
  await writeFile(new URL(path, projectFolder), content);
}
