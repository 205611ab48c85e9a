import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../server/protocol/chat.ts';
import { ReactionKind } from '../../../server/protocol/reactions.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { formatClock } from '../../times/format-time.ts';
import { useLibraryZone } from '../moment.tsx';
import { ReactionIcon } from '../reactions/reaction-icon.tsx';
import { Icon } from '../room/icons.tsx';
import { MessageText } from './message-text.tsx';

type MessageRowProps = {
  message: Message;
  isMine: boolean;
  /** One's own reactions to it. */
  reacted: readonly ReactionKind[];
  /** Undefined where nothing can be done with it. */
  onOpen: ((message: Message) => void) | undefined;
  onReact: (message: Message, kind: ReactionKind, isOn: boolean) => void;
};

/** One message of the chat, or the stone that is left of it. Drawn again only when it changed. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, isMine, reacted, onOpen, onReact } = props;
  const { t } = useTranslation('chat');
  const { t: tRoom } = useTranslation('room');
  const name = message.displayName || tRoom('guest');
  const { deletedBy, replyTo, role } = message;
  return (
    <article className={`message${isMine ? ' message--mine' : ''}`}>
      <header className="message__head">
        <span className="message__name">{isMine ? `${name} (${t('you')})` : name}</span>
        {role === 'listener' ? null : (
          <span className="message__role small">{tRoom(`people.role.${role}`)}</span>
        )}
        <Clock at={message.sentAt} />
      </header>
      {deletedBy ? (
        <p className="message__stone muted">{t(`deleted.${deletedBy}`)}</p>
      ) : (
        <>
          {replyTo ? (
            <p className="message__quote small">
              <span className="message__name">{replyTo.displayName || tRoom('guest')}</span>{' '}
              <span dir="auto">{replyTo.text || t('deleted.quoted')}</span>
            </p>
          ) : null}
          <MessageText text={message.text} />
          <ul className="message__reactions">
            {ReactionKind.options.map((kind) => {
              const count = message.reactions[kind] ?? 0;
              if (count === 0) return null;
              const isOn = reacted.includes(kind);
              return (
                <li key={kind}>
                  <AriaButton
                    className={`reaction-chip${isOn ? ' reaction-chip--on' : ''}`}
                    aria-label={t('count', { kind: t(`kinds.${kind}`), count })}
                    aria-pressed={isOn}
                    isDisabled={!onOpen}
                    onPress={() => onReact(message, kind, !isOn)}
                  >
                    <ReactionIcon kind={kind} />
                    <span className="numbers">{count}</span>
                  </AriaButton>
                </li>
              );
            })}
          </ul>
          {onOpen ? (
            <AriaButton
              className="message__more"
              aria-label={t('actions.open', { name })}
              onPress={() => onOpen(message)}
            >
              <Icon name="more" />
            </AriaButton>
          ) : null}
        </>
      )}
    </article>
  );
});

function Clock({ at }: { at: string }) {
  const zone = useLibraryZone();
  const clock = formatClock(new Date(at), { language: currentLanguage(), zone });
  return (
    <time className="small muted numbers" dateTime={at}>
      {clock}
    </time>
  );
}
