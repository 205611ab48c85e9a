import type { Role, SessionState } from '../../server/protocol/words.ts';
import { panelsFor, type PanelName } from './room-panels.ts';

/** Everything a person may press in the room. */
export type Control =
  | 'microphone'
  | 'camera'
  | 'screen'
  | 'enter-stage'
  | 'leave-stage'
  | 'go-live'
  | 'end'
  | 'mark'
  | 'lock'
  | 'practice'
  | 'hand'
  | PanelName
  | 'react'
  | 'share'
  | 'devices'
  | 'consent'
  | 'data'
  | 'leave';

export type Standing = {
  role: Role;
  phase: SessionState;
  isOnStage: boolean;
  /** A host's socket is in the room; otherwise a moderator may end in their place. */
  hostIsHere: boolean;
  canShareScreen: boolean;
  /** It becomes no episode, so nothing needs a mark. */
  isPractice: boolean;
  /** It is recorded, or will be, so people have an answer about it. */
  asksConsent: boolean;
  /** The panels lie beside the stage and need no buttons. */
  hasConsole: boolean;
};

export type RoomControls = {
  /** Always in sight, in this order. */
  main: Control[];
  /** Behind "Lainnya": what is not pressed every minute. */
  more: Control[];
  /** The one thing to do now, if there is one. */
  primary: Control | undefined;
};

/** What to offer whom. The hub decides what is allowed; this only keeps out what it would refuse. */
export function roomControls(standing: Standing): RoomControls {
  const { role, phase, isOnStage, hostIsHere, canShareScreen, hasConsole } = standing;
  const { isPractice, asksConsent } = standing;
  const isLive = phase === 'live';
  const isStaff = role === 'host' || role === 'moderator';
  const panels = hasConsole ? [] : panelsFor(role).filter((panel) => panel !== 'flow');
  if (role === 'listener') {
    const hand: Control[] = isLive ? ['hand'] : [];
    const react: Control[] = isLive ? ['react'] : [];
    const main: Control[] = [...panels, ...hand, ...react, 'data', 'leave'];
    return { main, more: [], primary: 'questions' };
  }

  const mayEnd = isLive && (role === 'host' || (role === 'moderator' && !hostIsHere));
  const main: (Control | false)[] = [
    !isOnStage && 'enter-stage',
    isOnStage && 'microphone',
    isOnStage && 'camera',
    isOnStage && canShareScreen && 'screen',
    role === 'host' && !isLive && 'go-live',
    isStaff && isLive && !isPractice && 'mark',
    ...panels,
    isLive && 'react',
    hasConsole && isOnStage && 'leave-stage',
    mayEnd && 'end',
  ];
  const more: (Control | false)[] = [
    isLive && role !== 'host' && 'hand',
    isOnStage && 'devices',
    'data',
    isOnStage && asksConsent && 'consent',
    isStaff && !hasConsole && 'flow',
    isStaff && 'lock',
    role === 'host' && !isLive && 'practice',
    'share',
    !hasConsole && isOnStage && 'leave-stage',
    'leave',
  ];
  const goesLive = role === 'host' && !isLive && isOnStage;
  return {
    main: main.filter((control) => control !== false),
    more: more.filter((control) => control !== false),
    primary: goesLive ? 'go-live' : isOnStage ? undefined : 'enter-stage',
  };
}
