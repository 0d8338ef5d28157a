#!/usr/bin/env node
/**
 * The command `switchover`: makes sure that the modules are installed and that the program is built from the sources as they
 * are now, and starts it. When both are, that takes a few milliseconds.
 */
import { ensureModules } from './modules.js';

// Programs disagree about FORCE_COLOR=0; all of them know NO_COLOR.
if (process.env.FORCE_COLOR === '0') {
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = '1';
}
await ensureModules();
// The builder needs a module.
const { builtProgram } = await import('./program.js');
await import(await builtProgram());
