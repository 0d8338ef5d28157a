/**
 * Takes one line for people about what is being done now; how it is shown is somebody else's concern. A `detail` is
 * a line of some other program's output, of interest only while it is the newest.
 */
export type Progress = (line: string, kind?: 'step' | 'detail') => void;
