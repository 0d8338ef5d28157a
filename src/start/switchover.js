#!/usr/bin/env node
/**
 * The command `switchover`: makes sure that the modules are installed and that the program is built from the sources as they
 * are now, and starts it. When both are, that takes a few milliseconds.
 */
import { unifyColors } from './colors.js';
import { ensureModules } from './modules.js';

unifyColors();
await ensureModules();
// The builder needs a module.
const { builtProgram } = await import('./program.js');
await import(await builtProgram());
