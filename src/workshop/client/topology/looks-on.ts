import { createContext } from 'preact';

/** Whether a topology is only looked at: its parts open nothing, and are no buttons. */
export const LooksOn = createContext(false);
