import { AppError } from '../platform/app-error.ts';
import type { Logger } from '../platform/log.ts';
import type { SessionInfo } from '../protocol/protocol.ts';
import { stageSeats } from '../protocol/words.ts';
import { personFor } from './acting-on.ts';
import type { Peer } from './peer.ts';
import { mayTakeStage, seesEveryone, standingRole, type StageLeave } from './permissions.ts';
import type { RecordingLine } from './recording-line.ts';
import type { Roster } from './roster.ts';
import type { Stage } from './stage.ts';

type Parts = {
  roster: Roster;
  stage: Stage;
  recording: RecordingLine;
  session: () => SessionInfo;
  /** Someone said yes or no: they are heard now, or do not want to be. */
  onAnswered: (peer: Peer) => void;
  log: Logger;
};

/**
 * Who was asked on stage, and what was decided about whom: a listener who said yes stands as a speaker, a speaker who
 * was sent back stands as a listener until asked again. It holds for the person in all tabs, and after they come back.
 */
export class StageInvites {
  readonly #parts: Parts;
  /** By person. */
  readonly #leaves = new Map<string, StageLeave>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  leaveOf(personKey: string): StageLeave | undefined {
    return this.#leaves.get(personKey);
  }

  invite(actor: Peer, peerId: string): void {
    const { roster, log } = this.#parts;
    const target = personFor(actor, peerId, roster);
    if (target.onStage) throw new AppError('conflict', 'This person is on stage already.');
    if (roster.onStage.length >= stageSeats) {
      throw new AppError('stage-full', `All ${stageSeats} seats on stage are taken.`);
    }
    target.invitedBy = actor.displayName;
    roster.announceChanged(target);
    log.info({ by: actor.peerId, peer: peerId }, 'invited on stage');
  }

  answer(peer: Peer, accepts: boolean): void {
    const { roster, onAnswered, log } = this.#parts;
    if (peer.invitedBy === undefined) {
      throw new AppError('conflict', 'There is no invite to the stage any more.');
    }
    peer.invitedBy = undefined;
    if (accepts && !mayTakeStage(peer.standing)) {
      this.#decide(peer, peer.role === 'listener' ? 'granted' : undefined);
    } else {
      roster.announceChanged(peer);
    }
    if (!accepts) {
      const { peerId, displayName } = peer;
      roster.toStaff('invite:declined', { peerId, displayName });
    }
    onAnswered(peer);
    log.info({ peer: peer.peerId, accepts }, 'invite answered');
  }

  sendBack(actor: Peer, peerId: string): void {
    const { roster, stage, session, log } = this.#parts;
    const target = personFor(actor, peerId, roster);
    const wasUp = target.onStage;
    target.invitedBy = undefined;
    stage.leave(target);
    // Before the session is live a speaker belongs behind the curtain, on stage or not.
    if (session().state === 'live' && !seesEveryone(target.role)) {
      this.#decide(target, target.role === 'speaker' ? 'withdrawn' : undefined);
    } else {
      roster.announceChanged(target);
    }
    if (wasUp) roster.toPeer(target, 'stage:left', { byName: actor.displayName });
    log.info({ by: actor.peerId, peer: peerId }, 'sent back to the audience');
  }

  /** Whoever leaves the stage of their own will, having been brought there, is a listener again. */
  stepDown(peer: Peer): void {
    this.#parts.stage.leave(peer);
    if (peer.leave === 'granted') this.#decide(peer, undefined);
  }

  #decide(person: Peer, leave: StageLeave | undefined): void {
    const { roster, recording } = this.#parts;
    if (leave) this.#leaves.set(person.personKey, leave);
    else this.#leaves.delete(person.personKey);
    for (const peer of roster.peers.values()) {
      if (peer.personKey !== person.personKey) continue;
      const was = mayTakeStage(peer.standing);
      const is = mayTakeStage(standingRole(peer.role, leave));
      const { peerId, displayName } = peer;
      if (was && !is) {
        this.#parts.stage.leave(peer);
        recording.tell('peer left', (recorder) => recorder.peerLeft(peerId));
      }
      peer.leave = leave;
      const role = peer.standing;
      if (is && !was) {
        recording.tell('peer joined', (recorder) =>
          recorder.peerJoined({ peerId, displayName, role }),
        );
      }
      roster.announceChanged(peer);
    }
  }
}
