/** Bytes that a lab file may have. No real lab reaches it. */
export const largestFile = 1024 * 1024;
