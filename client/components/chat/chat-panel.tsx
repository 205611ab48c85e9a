import './chat.css';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../server/protocol/chat.ts';
import type { ReactionKind } from '../../../server/protocol/reactions.ts';
import type { Role } from '../../../server/protocol/words.ts';
import type { Unsent } from '../../session/chat-outbox.ts';
import type { ChatView } from '../../state/chat-view.ts';
import { EmptyState } from '../empty-state.tsx';
import { Loading } from '../loading.tsx';
import { NewsCount } from '../room/news-count.tsx';
import type { PanelProps } from '../room/room-panels.tsx';
import { useAction } from '../room/use-action.ts';
import { ChatNews } from './chat-news.tsx';
import { ChatRules } from './chat-rules.tsx';
import { Composer } from './composer.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageList } from './message-list.tsx';
import { useChat } from './use-chat.ts';

/** What the people in the room write to each other. */
export function ChatPanel({ room, session, floor }: PanelProps) {
  const { t } = useTranslation('chat');
  const { chat } = floor;
  const snapshot = useChat(chat);
  const run = useAction({ repeats: true });
  const [openId, setOpenId] = useState<string>();
  const [replyTo, setReplyTo] = useState<Unsent['replyTo']>(chat.replyTo);
  const { view, unsent, wroteAt } = snapshot;
  const { role } = room.you;
  const isStaff = role === 'host' || role === 'moderator';
  const isLive = room.session.state === 'live';

  const open = useCallback((message: Message) => setOpenId(message.messageId), []);
  const react = (message: Message, kind: ReactionKind, isOn: boolean): void => {
    void run(() => chat.react(message.messageId, { kind, isOn }));
  };
  const reply = (target: Unsent['replyTo']): void => {
    chat.keepReplyTo(target);
    setReplyTo(target);
  };

  if (!view) return <Loading />;
  const refusal = isLive ? refusalOf(view, role) : 'notYet';
  const { slowSeconds } = isStaff ? { slowSeconds: 0 } : view.settings;
  const isEmpty = view.messages.length === 0 && unsent.length === 0;
  return (
    <div className="chat">
      {isStaff ? <ChatRules chat={chat} settings={view.settings} /> : <span />}
      {isEmpty ? (
        <EmptyState title={t('empty')} level={2}>
          <p>{isLive ? t('emptyText') : t('notYet')}</p>
        </EmptyState>
      ) : (
        <MessageList
          chat={chat}
          snapshot={{ ...snapshot, view }}
          isOnline={session.snapshot.link === 'up'}
          onOpen={isLive ? open : undefined}
          onReact={react}
        />
      )}
      {refusal ? (
        <p className="chat__refusal">{isEmpty && !isLive ? '' : t(refusal)}</p>
      ) : (
        <Composer
          chat={chat}
          replyTo={replyTo}
          onCancelReply={() => reply(undefined)}
          notBefore={slowSeconds > 0 && wroteAt ? wroteAt + slowSeconds * 1000 : 0}
          slowSeconds={slowSeconds}
        />
      )}
      <MessageActions
        chat={chat}
        view={view}
        message={view.messages.find((one) => one.messageId === openId && !one.deletedBy)}
        isStaff={isStaff}
        mayWrite={!refusal}
        onReply={({ messageId, displayName, text }) => reply({ messageId, displayName, text })}
        onReact={react}
        onClose={() => setOpenId(undefined)}
      />
      <ChatNews view={view} />
    </div>
  );
}

/** How much was written since one last looked. */
export function ChatBadge({ floor }: PanelProps) {
  return <NewsCount count={useChat(floor.chat).unread} />;
}

/** Why this person cannot write now, as a key of the catalogue. The hub decides; this only says so before. */
function refusalOf(
  { settings, isMuted }: ChatView,
  role: Role,
): 'muted' | 'closed' | 'closedToYou' | undefined {
  if (isMuted) return 'muted';
  if (settings.writers === 'nobody') return 'closed';
  return settings.writers === 'stage' && role === 'listener' ? 'closedToYou' : undefined;
}
