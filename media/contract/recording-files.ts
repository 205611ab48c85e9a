import path from 'node:path';

/** Where a recording keeps its files, under the data directory. Shared by the recorder, the hub and the pipeline. */
export const recordingFiles = (recordingsDir: string, recordingId: string) => {
  const root = path.join(recordingsDir, recordingId);
  return {
    root,
    timeline: path.join(root, 'timeline.jsonl'),
    /** What this machine alone knows of a recording that was rescued elsewhere while it was thought lost. */
    returned: path.join(root, 'timeline.returned.jsonl'),
    takes: path.join(root, 'takes'),
    /** What others' microphones heard of people who took their consent back before the end: times, by take. */
    bleed: path.join(root, 'bleed.json'),
    /** A take is a directory of segments 0000.rtpl, 0001.rtpl, …: see media/capture/rtp-log.ts for the format. */
    take: (takeId: string) => path.join(root, 'takes', takeId),
    /** Everything the pipeline makes on its way; may be deleted and is made again. */
    work: path.join(root, 'work'),
    /** What is needed while chunks are made of a session that goes on: see media/ahead/. */
    ahead: path.join(root, 'work', 'ahead'),
  };
};

/** What hosts see of a recording while they edit its episode (ReviewFacts), in the object store. Never served as it is. */
export const reviewKey = (recordingId: string): string => `reviews/${recordingId}.json`;

/** Holds everything that is published of an episode, of each revision. */
export const episodeFolder = (episodeId: string): string => `episodes/${episodeId}`;

/** What machines hand each other of one run while several of them draw its programme, in the object store. */
export const drawingPrefix = (recordingId: string, revision: number): string =>
  `${recordingPrefix(recordingId)}/${drawingFolder}/${revision}`;

/** Of a recording's objects, those that are no part of what was recorded. */
export const drawingFolder = 'drawing';

/** Where a hub without a pipeline leaves a recording's takes, in the object store, for the machines that have one. */
export const recordingPrefix = (recordingId: string): string => `recordings/${recordingId}`;

/** Its timeline among them: the last that is put there, since it says that a recording is. */
export const timelineKey = (recordingId: string): string =>
  `${recordingPrefix(recordingId)}/${path.basename(recordingFiles('', recordingId).timeline)}`;
