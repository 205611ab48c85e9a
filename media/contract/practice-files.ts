/** What the recording of a practice becomes in the object store: for its hosts alone, and for a day. */

export const practicePrefix = (recordingId: string): string => `practices/${recordingId}`;

/** Everyone together. */
export const mixName = 'mix.mp3';

export type TrackSource = 'microphone' | 'screen-audio';

/** One person's sound over the whole practice. */
export const trackName = (source: TrackSource, peerId: string): string =>
  `${source}-${peerId}.mp3`;

/** Whose track a name says it is; undefined for the mix, and for what is none. */
export function readTrackName(
  name: string,
): { source: TrackSource; peerId: string } | undefined {
  const [, source, peerId] = /^(microphone|screen-audio)-(.+)\.mp3$/.exec(name) ?? [];
  return source && peerId ? { source: source as TrackSource, peerId } : undefined;
}
