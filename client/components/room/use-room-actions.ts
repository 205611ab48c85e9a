import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Floor } from '../../session/floor.ts';
import { lowerHand, raiseHand } from '../../session/own-hand.ts';
import type { RoomSession } from '../../session/room-session.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import type { Control } from '../../state/room-controls.ts';
import { isPanel, type PanelName } from '../../state/room-panels.ts';
import { useNotice } from '../notices.tsx';
import type { BarActions } from './room-bar.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';
import type { Stage } from './use-stage.ts';

/** What may lie over the room, one at a time. */
export type Sheet =
  | 'stage'
  | 'stage-consent'
  | 'devices'
  | 'consent'
  | 'go-live'
  | 'end'
  | 'leave'
  | 'practice'
  | 'hand-reason'
  | PanelName
  | 'share'
  | 'data'
  | 'more';

export type RoomActions = BarActions & {
  sheet: Sheet | undefined;
  openSheet: (sheet: Sheet | undefined) => void;
  /** At once, or counted down. */
  goLive: (countsDown: boolean) => void;
  cancelCountdown: () => void;
  end: () => void;
  leave: () => void;
  answerConsent: (granted: boolean) => void;
  /** Raises one's hand, or says why it is up. */
  raiseHand: (reason: string) => void;
  answerInvite: (accepts: boolean) => void;
  /** Whether one can react to the stage with a press. */
  offersReactions: boolean;
};

const opens: Partial<Record<Control, Sheet>> = {
  'enter-stage': 'stage',
  'go-live': 'go-live',
  end: 'end',
  practice: 'practice',
  share: 'share',
  devices: 'devices',
  data: 'data',
  consent: 'consent',
};

/** What each control of the room does, in one place. */
export function useRoomActions(
  session: RoomSession,
  floor: Floor,
  stage: Stage,
  snapshot: SessionSnapshot,
  onMark: () => void,
  onLeave: () => void,
): RoomActions {
  const { t } = useTranslation('conduct');
  const announce = useNotice();
  const run = useAction();
  const flip = useAction({ repeats: true });
  const [sheet, openSheet] = useState<Sheet>();
  const [offersReactions, setOffersReactions] = useState(false);
  const { presence } = stage;
  const { request } = session;
  const hand = useLive(floor.hands)?.mine;

  const thenClose = async (action: () => Promise<unknown>): Promise<void> => {
    if (await run(action)) openSheet(undefined);
  };
  const leaveStage = async (): Promise<void> => {
    await run(() => presence.leave());
    openSheet(undefined);
  };
  const answerInvite = async (accepts: boolean): Promise<void> => {
    const isDone = await run(() => request('stage:answer-invite', { accepts }));
    // The same door as for everyone: devices first, then the question, then the stage.
    if (isDone && accepts) openSheet('stage');
  };
  const isLocked = snapshot.room?.session.lockedAt !== undefined;
  const turnLock = (): void =>
    void thenClose(async () => {
      await request('room:lock', { isLocked: !isLocked });
      announce(t(isLocked ? 'lock.unlocked' : 'lock.locked'));
    });
  const end = async (): Promise<void> => {
    try {
      await request('session:end', {});
    } catch (error) {
      // Everyone hears of the end, and lets go of the socket, maybe before the answer is there.
      if (session.snapshot.room?.session.state !== 'ended') throw error;
    }
  };
  const startLeaving = (): void => {
    // A listener simply goes. Who carries the evening is asked once.
    if (snapshot.room?.you.role === 'host' || snapshot.room?.you.onStage) openSheet('leave');
    else onLeave();
  };

  return {
    sheet,
    openSheet,
    offersReactions,
    press: (control) => {
      const next = isPanel(control) ? control : opens[control];
      if (next) openSheet(next);
      else if (control === 'microphone') void flip(() => presence.toggleMicrophone());
      else if (control === 'camera') void flip(() => presence.toggleCamera());
      else if (control === 'screen') void flip(() => presence.toggleScreen());
      else if (control === 'hand') {
        openSheet(undefined);
        void run(() => (hand ? lowerHand(session, floor) : raiseHand(session, floor, '')));
      } else if (control === 'mark') onMark();
      else if (control === 'leave-stage') void leaveStage();
      else if (control === 'lock') turnLock();
      else if (control === 'react') setOffersReactions(!offersReactions);
      else if (control === 'leave') startLeaving();
    },
    isOn: (control) => {
      if (control === 'microphone' || control === 'camera' || control === 'screen') {
        return snapshot.sending.get(control)?.paused === false;
      }
      // Words say whether it is up; a hand that is down is nothing switched off.
      if (control === 'lock') return isLocked ? true : undefined;
      return control === 'hand' && hand ? true : undefined;
    },
    goLive: (countsDown) =>
      void thenClose(() => request(countsDown ? 'countdown:start' : 'session:go-live', {})),
    cancelCountdown: () => void run(() => request('countdown:cancel', {})),
    end: () => void thenClose(end),
    leave: onLeave,
    answerConsent: (granted) => void thenClose(() => session.answerConsent(granted)),
    raiseHand: (reason) => void thenClose(() => raiseHand(session, floor, reason)),
    answerInvite: (accepts) => void answerInvite(accepts),
  };
}
