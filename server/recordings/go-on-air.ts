import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { TimelineEntry } from '../../media/contract/timeline.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import { AnswerNotes } from './answer-notes.ts';
import type { Cast } from './cast.ts';
import { DiskNotes } from './disk-notes.ts';
import type { LeftOver } from './finishing.ts';
import { LiveTakes } from './live-takes.ts';
import { OpenTimeline } from './open-timeline.ts';
import type { RecordingProjection } from './recording-repository.ts';
import type { TakeRecorder } from './take-recorder.ts';
import type { WriteBehind } from './write-behind.ts';

/** How long going live and ending wait for the database. It gets what it missed later. */
export const storeWithinMs = 2_000;
/** The timeline's clocks are paired anew this often; it also tells the preparer how long the session is by now. */
const clockEveryMs = 10_000;

/** What exists from going live to the end. */
export type OnAir = {
  scope: Scope;
  startedAt: Date;
  timeline: OpenTimeline;
  takes: LiveTakes;
  answers: AnswerNotes;
  disk: DiskNotes;
  log: Logger;
};

/**
 * Begins a recording: its directory, and on its timeline all that was so before. Its first take is still to come. One
 * that was begun already goes on instead, from wherever it broke off; throws `gone` where it has come to its end.
 */
export async function goOnAir(
  scope: Scope,
  options: {
    session: { sessionId: string; title: string };
    recordingId: string;
    recordingsDir: string;
    cast: Cast;
    recorder: TakeRecorder;
    store: WriteBehind<RecordingProjection>;
    bootId: string;
    onAir: (recordingId: string, own: Scope) => void;
    clock: Clock;
    log: Logger;
  },
): Promise<OnAir> {
  const { session, recordingId, cast, recorder, store, bootId, clock } = options;
  const log = options.log.child({ recording: recordingId });
  const files = recordingFiles(options.recordingsDir, recordingId);
  const timeline = await OpenTimeline.open({ files, store, clock, scope });
  const { isBegun, isOn, isEnded, startedAt = clock.now() } = timeline;
  if (isEnded) throw new AppError('gone', 'The recording of this session has ended.');
  const append = (entry: TimelineEntry) => timeline.append(entry);

  const { sessionId, title } = session;
  const clockEvent = (): TimelineEntry => ({
    ...{ type: 'clock', bootId, sessionId, recordingId, isOn: timeline.isOn },
  });
  if (isBegun) await append(clockEvent());
  else await append({ type: 'session.start', sessionId, recordingId, title, bootId });
  const answers = new AnswerNotes({ cast, append });
  const members = [...cast.members.values()];
  await Promise.all(members.map((peer) => append({ type: 'peer.join', ...peer })));
  await answers.tell();
  if (!isOn) await append({ type: 'record.on' });
  scope.every('clock', clockEveryMs, () => {
    append(clockEvent()).catch((error: unknown) => {
      log.error({ err: error }, 'clock not on the timeline');
    });
  });
  const takes = new LiveTakes({
    ...{ recordingId, files, recorder, append, clock, log },
    isRecordable: (producerId) => cast.mayBegin(producerId),
    isConsented: (peerId) => cast.isConsented(peerId),
  });
  log.info(isBegun ? 'recording goes on' : 'recording started');
  options.onAir(recordingId, scope);
  const disk = new DiskNotes({ cast, append, full: timeline.fullFor });
  return { scope, startedAt, timeline, takes, answers, disk, log };
}

/** What is still to be done of one that could not be brought to its end. */
export const leftOver = ({ answers, takes }: OnAir): LeftOver => ({
  untold: answers.due,
  written: takes.written(),
});

/**
 * Ends a recording. When it rejects, or resolves with false, nothing more is written, and what is missing is to be finished.
 */
export async function goOffAir({
  takes,
  timeline,
  answers,
  scope,
  log,
}: OnAir): Promise<boolean> {
  let isSettled = false;
  // First what must not go on, then what has to be written about it.
  const ended = takes.endAll('session-ended');
  try {
    await timeline.append({ type: 'record.off' });
    await ended;
    // Whoever said no on a full disk would be published: it ends once their answers are on the timeline.
    await answers.tell();
    // An episode would be made without what the recorder still has in memory.
    if (!takes.isWritten) return false;
    await timeline.append({ type: 'session.end', reason: 'ended' });
    isSettled = await timeline.settle();
    await timeline.stored(storeWithinMs);
  } finally {
    await ended;
    await scope.close('session ended');
  }
  log.info('recording ended');
  return isSettled;
}
