/** What npm runs before the scripts that are no command of switchover: tests, checks, generators. */
import { ensureModules } from './modules.js';

await ensureModules();
