import { useTranslation } from 'react-i18next';
import type { WaitingMessage } from '../../session/chat-outbox.ts';
import type { ChatStore } from '../../session/chat-store.ts';
import { Button } from '../button.tsx';
import { MessageText } from './message-text.tsx';

type UnsentRowProps = { message: WaitingMessage; chat: ChatStore; isOnline: boolean };

/** One's own message that the hub has not confirmed yet. */
export function UnsentRow({ message, chat, isOnline }: UnsentRowProps) {
  const { t } = useTranslation('chat');
  const { messageId, text, problem } = message;
  return (
    <article className="message message--mine message--unsent">
      <MessageText text={text} />
      {problem ? (
        <div className="message__refused">
          <p className="small">{t('refused')}</p>
          <Button look="quiet" onPress={() => chat.retry(messageId)}>
            {t('again')}
          </Button>
          <Button look="quiet" onPress={() => chat.drop(messageId)}>
            {t('drop')}
          </Button>
        </div>
      ) : (
        <p className="small muted">{isOnline ? t('sending') : t('waiting')}</p>
      )}
    </article>
  );
}
