import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Poll, PollPlan } from '../protocol/polls.ts';
import type { SessionState } from '../protocol/words.ts';
import { createPollDrafts } from './poll-drafts.ts';
import { exportPolls, exportPollsCsv, type PollExport } from './poll-export.ts';
import { readEntries, resultOf, type PollEntry } from './poll-ledger.ts';
import { forStaff, type PollRepository, type StoredPoll } from './poll.ts';

type Draft = { pollId: string; plan: PollPlan; isShown: boolean };
type Seen = { pollId: string; version: number };
type Session = { sessionId: string; state: SessionState };

/** What hosts do with a session's polls outside its room. */
export type PollDesk = {
  /** With results, oldest first. */
  list(session: Session): Promise<Poll[]>;
  draft(session: Session, draft: Draft): Promise<Poll>;
  change(session: Session, change: Draft & Seen): Promise<Poll>;
  delete(session: Session, seen: Seen): Promise<void>;
  export(session: Session): Promise<PollExport>;
  exportCsv(session: Session): Promise<string>;
};

type Deps = {
  polls: PollRepository;
  clock: Clock;
  /** Tells an open room that its drafts have changed. */
  onDrafted?: ((sessionId: string) => void) | undefined;
};

export function createPollDesk({ polls, clock, onDrafted }: Deps): PollDesk {
  const drafts = createPollDrafts({ polls, clock });

  const entriesOf = async ({ sessionId, state }: Session): Promise<PollEntry[]> => {
    const entries = await readEntries(polls, sessionId);
    // A hub that died in the middle of a session could not close them.
    if (state === 'ended') entries.forEach((entry) => closeForGood(entry));
    return entries;
  };
  const drafted = async <T>({ sessionId, state }: Session, run: () => Promise<T>) => {
    if (state === 'ended') throw new AppError('gone', 'The session has ended.');
    const result = await run();
    onDrafted?.(sessionId);
    return result;
  };

  return {
    list: async (session) => (await entriesOf(session)).map(view),
    draft: (session, draft) =>
      drafted(session, async () => draftView(await drafts.draft(session.sessionId, draft))),
    change: (session, change) =>
      drafted(session, async () => draftView(await drafts.change(session.sessionId, change))),
    delete: (session, seen) => drafted(session, () => drafts.delete(session.sessionId, seen)),
    export: async (session) => exportPolls(await entriesOf(session)),
    exportCsv: async (session) => exportPollsCsv(await entriesOf(session)),
  };
}

function closeForGood(entry: PollEntry): void {
  if (entry.poll.state === 'open') entry.poll = { ...entry.poll, state: 'closed' };
}

const view = (entry: PollEntry): Poll => forStaff(entry.poll, resultOf(entry));
const draftView = (poll: StoredPoll): Poll => view({ poll, answers: new Map() });
