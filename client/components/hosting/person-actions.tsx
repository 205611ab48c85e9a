import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerState } from '../../../server/protocol/protocol.ts';
import { findProducer, type RoomView } from '../../state/room-view.ts';
import { ConfirmDialog } from '../dialog.tsx';
import { MenuButton, type MenuAction } from '../menu-button.tsx';
import type { HostingActions } from './use-hosting-actions.ts';

type PersonActionsProps = {
  peer: PeerState;
  name: string;
  room: RoomView;
  actions: HostingActions;
};

/** What this host or moderator may do to somebody right now. */
export function PersonActions({ peer, name, room, actions }: PersonActionsProps) {
  const { t } = useTranslation('hosting');
  const [isAsked, setIsAsked] = useState(false);
  const { peerId, onStage, invitedBy, role } = peer;
  const isOutOfReach = role === 'host' && room.you.role !== 'host';
  const isSending = (source: 'microphone' | 'camera' | 'screen'): boolean =>
    findProducer(room, peerId, source)?.paused === false;
  const offered: (MenuAction | false)[] = [
    !onStage &&
      invitedBy === undefined && {
        id: 'invite',
        words: t('invite.invite'),
        onAction: () => actions.invite(peerId),
      },
    !onStage &&
      invitedBy !== undefined && {
        id: 'take-back',
        words: t('invite.takeBack'),
        onAction: () => actions.sendBack(peerId),
      },
    ...(['microphone', 'camera', 'screen'] as const).map(
      (source) =>
        isSending(source) && {
          id: source,
          words: t(`people.stop.${source}`),
          onAction: () => actions.stop(peerId, source),
        },
    ),
    onStage && {
      id: 'send-back',
      words: t('people.sendBack'),
      onAction: () => actions.sendBack(peerId),
    },
    {
      id: 'remove',
      words: t('removed.action'),
      onAction: () => setIsAsked(true),
      isDanger: true,
    },
  ];
  if (isOutOfReach) return null;
  return (
    <>
      <MenuButton
        words={t('people.actions')}
        label={t('people.actionsFor', { name })}
        actions={offered.filter((action) => action !== false)}
      />
      <ConfirmDialog
        title={t('removed.confirmTitle', { name })}
        text={t('removed.confirmText')}
        action={t('removed.action')}
        isOpen={isAsked}
        onConfirm={() => actions.remove(peerId)}
        onClose={() => setIsAsked(false)}
      />
    </>
  );
}
