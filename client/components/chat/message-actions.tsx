import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../server/protocol/chat.ts';
import { ReactionKind } from '../../../server/protocol/reactions.ts';
import type { ChatStore } from '../../session/chat-store.ts';
import type { ChatView } from '../../state/chat-view.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { useNotice } from '../notices.tsx';
import { ReactionIcon } from '../reactions/reaction-icon.tsx';
import { useAction } from '../room/use-action.ts';
import { MessageText } from './message-text.tsx';

type MessageActionsProps = {
  chat: ChatStore;
  view: ChatView;
  /** Undefined while none is chosen. */
  message: Message | undefined;
  isStaff: boolean;
  mayWrite: boolean;
  onReply: (message: Message) => void;
  onReact: (message: Message, kind: ReactionKind, isOn: boolean) => void;
  onClose: () => void;
};

/** What can be done with one message, in words. */
export function MessageActions({ message, onClose, ...props }: MessageActionsProps) {
  const { t } = useTranslation('chat');
  const { t: tRoom } = useTranslation('room');
  const name = message?.displayName || tRoom('guest');
  return (
    <Dialog title={t('actions.title', { name })} isOpen={!!message} onClose={onClose}>
      {message ? <Actions message={message} name={name} onClose={onClose} {...props} /> : null}
    </Dialog>
  );
}

type ActionsProps = Omit<MessageActionsProps, 'message'> & { message: Message; name: string };

function Actions(props: ActionsProps) {
  const { chat, view, message, name, isStaff, mayWrite, onReply, onReact, onClose } = props;
  const { t } = useTranslation('chat');
  const { t: tCommon } = useTranslation();
  const announce = useNotice();
  const run = useAction();
  const [asksToDelete, setAsksToDelete] = useState(false);
  const { authorId, messageId, role } = message;
  const isMine = authorId === view.authorId;
  const isMuted = view.mutedIds.has(authorId);
  const reacted = view.reacted.get(messageId) ?? [];

  const mute = async (): Promise<void> => {
    if (!(await run(() => chat.mute(message, !isMuted)))) return;
    announce(t(isMuted ? 'actions.unmuted' : 'actions.muted', { name }));
    onClose();
  };
  const makeQuestion = async (): Promise<void> => {
    if (!(await run(() => chat.makeQuestion(messageId)))) return;
    announce(t('actions.madeQuestion'));
    onClose();
  };
  const remove = async (): Promise<void> => {
    if (await run(() => chat.delete(messageId))) onClose();
  };

  if (asksToDelete) {
    return (
      <>
        <p>{t('actions.deleteAsk')}</p>
        <div className="dialog__actions">
          <Button look="danger" onPress={() => void remove()}>
            {t('actions.delete')}
          </Button>
          <Button onPress={onClose}>{tCommon('cancel')}</Button>
        </div>
      </>
    );
  }
  return (
    <>
      <div className="message-actions__text">
        <MessageText text={message.text} />
      </div>
      <div className="reaction-choice" role="group" aria-label={t('actions.react')}>
        {ReactionKind.options.map((kind) => (
          <AriaButton
            key={kind}
            className={`reaction-button${reacted.includes(kind) ? ' reaction-button--on' : ''}`}
            aria-pressed={reacted.includes(kind)}
            onPress={() => {
              onReact(message, kind, !reacted.includes(kind));
              onClose();
            }}
          >
            <ReactionIcon kind={kind} />
            <span>{t(`kinds.${kind}`)}</span>
          </AriaButton>
        ))}
      </div>
      <div className="message-actions">
        {mayWrite ? (
          <Button
            wide
            onPress={() => {
              onReply(message);
              onClose();
            }}
          >
            {t('reply')}
          </Button>
        ) : null}
        {isStaff ? (
          <Button wide onPress={() => void makeQuestion()}>
            {t('actions.makeQuestion')}
          </Button>
        ) : null}
        {isMine || isStaff ? (
          <Button wide look="danger" onPress={() => setAsksToDelete(true)}>
            {t('actions.delete')}
          </Button>
        ) : null}
        {isStaff && !isMine && role !== 'host' && role !== 'moderator' ? (
          <Button wide onPress={() => void mute()}>
            {t(isMuted ? 'actions.unmute' : 'actions.mute', { name })}
          </Button>
        ) : null}
        <Button wide onPress={onClose}>
          {tCommon('close')}
        </Button>
      </div>
    </>
  );
}
