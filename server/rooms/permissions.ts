import { AppError } from '../platform/app-error.ts';
import type { RoomRequestName } from '../protocol/protocol.ts';
import { Role, type SessionState } from '../protocol/words.ts';

/** Who asks, and how the room is at that moment. */
export type Standing = {
  role: Role;
  phase: SessionState;
  onStage: boolean;
  /** Whether any host's socket is in the room right now. */
  hostConnected: boolean;
};

type Rule = Record<SessionState, readonly Role[]> & {
  /** These roles only from a seat on stage. */
  fromStage?: readonly Role[];
  /** These roles only stand in while no host is connected. */
  standIns?: readonly Role[];
};

const everyone = Role.options;
/** Who may take a seat on stage. */
export const stageRoles = ['host', 'moderator', 'speaker'] as const satisfies readonly Role[];
/** Who sees everyone in the room, not only the stage. */
export const staffRoles = ['host', 'moderator'] as const satisfies readonly Role[];

const always = { scheduled: everyone, live: everyone, ended: everyone };
const whileOpen = { scheduled: everyone, live: everyone, ended: [] };
const whileLive = { scheduled: [], live: everyone, ended: [] };
const stagePeople = { scheduled: stageRoles, live: stageRoles, ended: [] };
const staffWork = { scheduled: staffRoles, live: staffRoles, ended: [] };

/**
 * The whole answer to "who may do what, when", for the live room. What one may do it *to* (own transports,
 * own producers) is checked where the thing is looked up: nobody can name what belongs to another.
 */
export const permissions: Record<RoomRequestName, Rule> = {
  'lobby:enter': whileOpen,
  // Before going live the room is a green room: people of the stage meet, the audience waits.
  'room:join': { ...whileOpen, scheduled: stageRoles },
  // Connects towards what joining brings, so it needs the same.
  'lobby:prepare': { ...whileOpen, scheduled: stageRoles },
  'room:leave': always,
  'recording:consent': stagePeople,
  'stage:enter': stagePeople,
  'stage:leave': { ...stagePeople, ended: stageRoles },
  'transport:open': whileOpen,
  'transport:connect': whileOpen,
  'transport:restart-ice': whileOpen,
  'producer:open': { ...stagePeople, fromStage: stageRoles },
  'producer:pause': { ...stagePeople, fromStage: stageRoles },
  'producer:resume': { ...stagePeople, fromStage: stageRoles },
  'producer:close': { ...stagePeople, fromStage: stageRoles },
  'reception:choose': whileOpen,
  'consumer:resume': whileOpen,
  'consumer:pause': whileOpen,
  'consumer:prefer': whileOpen,
  'recording:forecast': { scheduled: ['host'], live: ['host'], ended: [] },
  'session:go-live': { scheduled: ['host'], live: ['host'], ended: [] },
  'practice:open': { scheduled: ['host'], live: [], ended: [] },
  'practice:record': { scheduled: [], live: ['host'], ended: [] },
  'countdown:start': { scheduled: ['host'], live: ['host'], ended: [] },
  'countdown:cancel': { scheduled: ['host'], live: ['host'], ended: [] },
  'session:end': { scheduled: [], live: staffRoles, ended: [], standIns: ['moderator'] },
  'room:lock': staffWork,
  'polls:read': whileOpen,
  'poll:draft': staffWork,
  'poll:change': staffWork,
  'poll:delete': staffWork,
  'poll:open': { ...staffWork, scheduled: [] },
  'poll:close': { ...staffWork, scheduled: [] },
  'poll:show': { ...staffWork, scheduled: [] },
  'poll:hide-word': { ...staffWork, scheduled: [] },
  'poll:answer': { ...whileOpen, scheduled: [] },
  'hands:read': whileOpen,
  // A host has the word anyway.
  'hand:raise': { scheduled: [], live: ['moderator', 'speaker', 'listener'], ended: [] },
  'hand:lower': whileOpen,
  'hand:dismiss': staffWork,
  'hearing:report': whileOpen,
  'hearing:clear': staffWork,
  'stage:invite': staffWork,
  'stage:answer-invite': whileOpen,
  'stage:send-back': staffWork,
  // Read by who is in the room; written, so that all can read it, once the audience is there too.
  'chat:read': { ...whileOpen, scheduled: stageRoles },
  'chat:read-older': { ...whileOpen, scheduled: stageRoles },
  'message:send': whileLive,
  'message:delete': whileLive,
  'message:react': whileLive,
  'message:make-question': { ...staffWork, scheduled: [] },
  'chat:configure': staffWork,
  'chat:mute': { ...staffWork, scheduled: [] },
  'reaction:send': whileLive,
  'stage:stop': staffWork,
  'stage:mute-all': staffWork,
  // Questions: from the lobby on. Whose question it is, and whether it is seen at all, is checked where it is found.
  'questions:read': whileOpen,
  'question:find-similar': whileOpen,
  'question:ask': whileOpen,
  'question:vote': whileOpen,
  'question:withdraw': whileOpen,
  'question:edit': whileOpen,
  'question:approve': staffWork,
  'question:dismiss': staffWork,
  'question:reopen': staffWork,
  'question:queue': staffWork,
  'question:claim': stagePeople,
  'question:start-answer': { ...stagePeople, scheduled: [] },
  'question:end-answer': { ...stagePeople, scheduled: [] },
  'question:reply': stagePeople,
  'question:merge': staffWork,
  'question:unmerge': staffWork,
  'question:defer': staffWork,
  'question:label': staffWork,
  'question:pin': staffWork,
  'question:mute-asker': staffWork,
  'question:delete': { scheduled: ['host'], live: ['host'], ended: [] },
  'questions:configure': staffWork,
  'slides:read': whileOpen,
  'slides:show': { ...stagePeople, fromStage: ['speaker'] },
  'slides:hide': { ...stagePeople, fromStage: ['speaker'] },
  'slides:note': { ...stagePeople, fromStage: ['speaker'] },
  'marks:read': staffWork,
  'mark:add': { ...staffWork, scheduled: [] },
  'mark:rename': { ...staffWork, scheduled: [] },
  'mark:remove': { ...staffWork, scheduled: [] },
  'talk-times:read': staffWork,
  'rundown:read': staffWork,
  'rundown:read-place': whileOpen,
  'rundown:change': { scheduled: ['host'], live: ['host'], ended: [] },
  'rundown:go-to': { scheduled: [], live: ['host'], ended: [] },
  'removals:read': staffWork,
  'person:remove': staffWork,
  'person:readmit': { scheduled: ['host'], live: ['host'], ended: [] },
};

/** Why this may not be done now, or undefined when it may. Pure. */
export function refusalOf(
  request: RoomRequestName,
  standing: Standing,
): 'forbidden' | 'gone' | undefined {
  const rule = permissions[request];
  if (!rule[standing.phase].includes(standing.role)) {
    // What nobody may do any more is gone; what others may do is forbidden.
    return standing.phase === 'ended' && rule.ended.length === 0 ? 'gone' : 'forbidden';
  }
  if (!standing.onStage && rule.fromStage?.includes(standing.role)) return 'forbidden';
  if (standing.hostConnected && rule.standIns?.includes(standing.role)) return 'forbidden';
  return undefined;
}

/** Throws `forbidden` or `gone` unless it may be done. */
export function checkPermission(request: RoomRequestName, standing: Standing): void {
  const refusal = refusalOf(request, standing);
  if (refusal === 'gone') throw new AppError('gone', 'This session has ended.');
  if (refusal) throw new AppError('forbidden', 'Your role does not allow this now.');
}

/** Whether someone may do something to another person: nobody but a host touches a host. */
export const mayActOn = (actor: Role, target: Role): boolean =>
  target !== 'host' || actor === 'host';

/** What was decided about a person in this session, beside the role they came with: brought up, or sent back. */
export type StageLeave = 'granted' | 'withdrawn';

/** The role a person has by what they came with and what was decided since. Never more than a speaker's by leave. */
export function standingRole(role: Role, leave: StageLeave | undefined): Role {
  if (role === 'listener' && leave === 'granted') return 'speaker';
  if (role === 'speaker' && leave === 'withdrawn') return 'listener';
  return role;
}

export const mayTakeStage = (role: Role): boolean =>
  (stageRoles as readonly Role[]).includes(role);
export const seesEveryone = (role: Role): boolean =>
  (staffRoles as readonly Role[]).includes(role);
