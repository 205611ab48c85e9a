import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { given } from '../platform/given.ts';
import { newCode, newId } from '../platform/ids.ts';
import type { Keys } from '../platform/keys.ts';
import { signed } from '../people/identity.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import type { LinkInfo } from '../protocol/rest.ts';
import type { SessionBody, SessionPatch } from '../protocol/session-plan.ts';
import type { InvitationLink, InvitationLinkRepository, LinkRole } from './invitation-link.ts';
import type { SessionDeletions } from './session-deletion.ts';
import { easyPath, sessionPath, type Session, type SessionRepository } from './session.ts';

/** More links than a session has people to invite is a mistake or an attack. */
const maxLinks = 100;

/** What a host may do with sessions before and after they are held. */
export type Schedule = {
  /** Throws `not-found`, and `deleted` for one that was. */
  get(code: string): Promise<Session>;
  create(seriesId: string, body: SessionBody): Promise<Session>;
  change(code: string, patch: SessionPatch): Promise<Session>;
  /**
   * Deletes a session whole: what was planned, said and asked, its recording and its episode. Throws `conflict` while it is
   * live or being recorded, and when it was recorded but that was not asked for.
   */
  delete(code: string, deed: { by: string; withRecording: boolean }): Promise<void>;
  listLinks(session: Session): Promise<InvitationLink[]>;
  createLink(code: string, link: { role: LinkRole; label: string }): Promise<InvitationLink>;
  /** The link stops working at once, also for whoever is in the room with it. */
  revokeLink(code: string, linkId: string): Promise<void>;
};

type Deps = {
  sessions: SessionRepository;
  links: InvitationLinkRepository;
  clock: Clock;
  /** Tells an open room that its session has new words. */
  onChanged?: (session: Session) => void;
  deletions: SessionDeletions;
  /** Closes the room of a session that is no more, and begins to purge what it left. */
  onDeleted?: (session: Session) => void;
  /** Ends the seats that came through a link. */
  onLinkRevoked?: (sessionId: string, linkId: string) => void;
};

export function createSchedule({
  sessions,
  links,
  clock,
  deletions,
  onChanged,
  onDeleted,
  onLinkRevoked,
}: Deps): Schedule {
  const get = async (code: string): Promise<Session> => {
    const session = await sessions.find(code);
    if (session) return session;
    throw (await deletions.isDeleted(code))
      ? new AppError('deleted', 'This session was deleted.')
      : new AppError('not-found', 'There is no such session.');
  };

  return {
    get,
    create(seriesId, { startsAt, ...plan }) {
      return sessions.create({
        ...plan,
        startsAt: new Date(startsAt),
        sessionId: newId(),
        code: newCode(),
        seriesId,
      });
    },
    async change(code, patch) {
      const { sessionId, state } = await get(code);
      const { startsAt, ...rest } = given(patch);
      const plan = { ...rest, ...(startsAt ? { startsAt: new Date(startsAt) } : {}) };
      const isFixed = (startsAt ?? rest.plannedMinutes ?? rest.broadcast) !== undefined;
      if (state !== 'scheduled' && isFixed) {
        throw new AppError(
          'conflict',
          'Time and broadcast mode cannot change once the session has begun.',
        );
      }
      const changed = await sessions.update(sessionId, plan);
      onChanged?.(changed);
      return changed;
    },
    async delete(code, { by, withRecording }) {
      const session = await get(code);
      const { sessionId } = session;
      if (session.recorded && !withRecording) {
        throw new AppError('conflict', 'The session was recorded. Look again.');
      }
      if (await deletions.delete(sessionId, { by, at: clock.now() })) {
        onDeleted?.(session);
        return;
      }
      const { state } = await get(code);
      throw new AppError(
        'conflict',
        state === 'live'
          ? 'The session is live. End it first.'
          : 'It is being recorded, or a practice of it is. End that first.',
      );
    },
    listLinks: ({ sessionId }) => links.listActive(sessionId),
    async createLink(code, { role, label }) {
      const { sessionId, state } = await get(code);
      if (state === 'ended') throw new AppError('gone', 'The session has ended.');
      if ((await links.listActive(sessionId)).length >= maxLinks) {
        throw new AppError('too-many', 'There are too many links. Revoke some first.');
      }
      const linkId = newId();
      return links.create({ linkId, sessionId, role, label, createdAt: clock.now() });
    },
    async revokeLink(code, linkId) {
      const { sessionId } = await get(code);
      if (!(await links.revoke(sessionId, linkId, clock.now()))) {
        throw new AppError('not-found', 'There is no such link.');
      }
      onLinkRevoked?.(sessionId, linkId);
    },
  };
}

/** The link as a host copies it. It can be shown again at any time: its token is its id with our signature. */
export function toLinkInfo(
  link: InvitationLink,
  session: Pick<SessionInfo, 'code'>,
  { keys, origin }: { keys: Keys; origin: string },
): LinkInfo {
  const { linkId, role, label } = link;
  const token = signed(keys, 'invitation', linkId);
  const path = role === 'listener' ? easyPath(session.code) : sessionPath(session.code);
  return { linkId, role, label, url: `${origin}${path}?u=${token}` };
}
