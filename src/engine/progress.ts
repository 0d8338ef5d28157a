/** Takes one line for people about what is being done now; how it is shown is somebody else's concern. */
export type Progress = (line: string) => void;
