/** A published transcript lies in the object store twice: as WebVTT, and as JSON beside it. */
export const transcriptJsonKey = (transcriptKey: string): string =>
  transcriptKey.replace(/\.vtt$/, '.json');
