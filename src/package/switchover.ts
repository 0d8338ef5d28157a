#!/usr/bin/env node
/** The command of the npm package. The rest of the program is loaded by a Node that can read it. */
import { unifyColors } from '../start/colors.js';
import { checkNode } from '../start/node-version.js';

unifyColors();
checkNode();
await import('../cli/main.ts');
