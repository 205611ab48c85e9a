import type { SessionInfo } from '../protocol/protocol.ts';
import type { SessionOutcome } from '../protocol/session-info.ts';
import type { SessionState } from '../protocol/words.ts';
import { mediaUrl, type PublishMode } from '../series/series.ts';

/** One event of a series, with what everyone who shows it needs to know of its series and episode. */
export type Session = {
  sessionId: string;
  /** In addresses: /a/k3t-9xw-r4m. */
  code: string;
  title: string;
  description: string;
  startsAt: Date;
  plannedMinutes: number;
  /** Cameras are sent in H.264, which editors read, with keyframes near enough to cut at. */
  broadcast: boolean;
  state: SessionState;
  wentLiveAt: Date | undefined;
  endedAt: Date | undefined;
  /** Since when newcomers wait in the lobby. */
  lockedAt: Date | undefined;
  /** Set for a practice: the session it is for. */
  practiceOf: { sessionId: string; code: string } | undefined;
  /** Of a practice that was recorded and has ended: when the rest of it is deleted. */
  keptUntil: Date | undefined;
  updatedAt: Date;
  series: {
    seriesId: string;
    slug: string;
    title: string;
    coverKey: string | undefined;
    publishMode: PublishMode;
  };
  recorded: boolean;
  /** Code of its episode while that is public and can be heard. */
  episodeCode: string | undefined;
  /** After the end, while there is no such episode. Undefined for a practice. */
  outcome: SessionOutcome | undefined;
};

export type SessionPlan = Pick<
  Session,
  'title' | 'description' | 'startsAt' | 'plannedMinutes' | 'broadcast'
>;

export type NewPractice = { sessionId: string; code: string; openedAt: Date };

/** Practices whose hub did not live to see their end: it was last seen before that, or is this one, which has just started. */
export type LeftPractices = { seenBefore: Date; own: boolean };

export type SessionRepository = {
  find(code: string): Promise<Session | undefined>;
  findById(sessionId: string): Promise<Session | undefined>;
  create(
    session: SessionPlan & { sessionId: string; code: string; seriesId: string },
  ): Promise<Session>;
  update(sessionId: string, plan: Partial<SessionPlan>): Promise<Session>;
  /** Newest start first. */
  listOfSeries(seriesId: string): Promise<Session[]>;
  /** Live ones first, then scheduled ones that start after `since`; soonest first. */
  listOpen(since: Date): Promise<Session[]>;
  /** Locks the room to newcomers from `at` on; undefined opens it. */
  lock(sessionId: string, at: Date | undefined): Promise<Session>;
  findPractice(sessionId: string): Promise<Session | undefined>;
  /** A live, locked session beside another, which no list knows of; with copies of its drafted polls and rundown. */
  createPractice(of: Session, practice: NewPractice): Promise<Session>;
  /** With all that it left. Does nothing to what is no practice. */
  deletePractice(sessionId: string): Promise<void>;
  /** Says that this hub is alive, and with it the practices that were opened on it. */
  seePractices(at: Date): Promise<void>;
  /** Of those that their hub has left, all that were not recorded. */
  deletePractices(left: LeftPractices): Promise<void>;
  listPractices(left: LeftPractices): Promise<Session[]>;
  /** Of a practice that has ended, deletes all but its recording and the answers it rests on. Another may begin. */
  keepPractice(sessionId: string, until: Date): Promise<Session>;
  /** From scheduled to live. Undefined when it was not scheduled. */
  goLive(sessionId: string, at: Date): Promise<Session | undefined>;
  /** From live to ended. Undefined when it was not live. */
  end(sessionId: string, at: Date): Promise<Session | undefined>;
};

export const sessionPath = (code: string): string => `/a/${code}`;
/** The same session in easy mode. */
export const easyPath = (code: string): string => `/a/${code}/mudah`;
export const episodePath = (code: string): string => `/e/${code}`;

/** What everyone may know of a session. */
export function toSessionInfo(session: Session): SessionInfo {
  const { sessionId, code, title, description, plannedMinutes, state, series } = session;
  return {
    sessionId,
    code,
    title,
    description,
    seriesTitle: series.title,
    seriesSlug: series.slug,
    ...(series.coverKey ? { coverUrl: mediaUrl(series.coverKey) } : {}),
    startsAt: session.startsAt.toISOString(),
    plannedMinutes,
    ...(session.broadcast ? { broadcast: true } : {}),
    state,
    ...(session.wentLiveAt ? { wentLiveAt: session.wentLiveAt.toISOString() } : {}),
    ...(session.lockedAt ? { lockedAt: session.lockedAt.toISOString() } : {}),
    ...(session.practiceOf ? { practiceOf: session.practiceOf } : {}),
    ...(session.keptUntil ? { keptUntil: session.keptUntil.toISOString() } : {}),
    ...(session.outcome ? { outcome: session.outcome } : {}),
    ...(session.episodeCode ? { episodeUrl: episodePath(session.episodeCode) } : {}),
  };
}
