import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Message } from '../../../server/protocol/chat.ts';
import type { ReactionKind } from '../../../server/protocol/reactions.ts';
import type { ChatSnapshot, ChatStore } from '../../session/chat-store.ts';
import type { ChatView } from '../../state/chat-view.ts';
import { Button } from '../button.tsx';
import { useAction } from '../room/use-action.ts';
import { MessageRow } from './message-row.tsx';
import { UnsentRow } from './unsent-row.tsx';
import { useEnd } from './use-end.ts';

/** Of the button above the first message, in pixels at the usual size of text. */
const olderPx = 64;
const noReactions: readonly ReactionKind[] = [];

type MessageListProps = {
  chat: ChatStore;
  snapshot: ChatSnapshot & { view: ChatView };
  isOnline: boolean;
  onOpen: ((message: Message) => void) | undefined;
  onReact: (message: Message, kind: ReactionKind, isOn: boolean) => void;
};

/** All messages, of which only those in sight are drawn. Holds still for whoever reads above the end. */
export function MessageList({ chat, snapshot, isOnline, onOpen, onReact }: MessageListProps) {
  const { t } = useTranslation('chat');
  const run = useAction();
  const { view, unsent, unread } = snapshot;
  const list = useRef<VirtualizerHandle>(null);
  const { messages } = view;
  const items = useMemo(() => [...messages, ...unsent], [messages, unsent]);
  const isShifted = useShift(items);
  const end = useEnd(list, { chat, items, unsent });
  const newest = messages.at(-1)?.messageId;

  return (
    <div className="chat__place">
      {/* Scrolled with the keyboard too, hence in the order of focus. */}
      <div
        className="chat__scroll"
        role="group"
        aria-label={t('messages')}
        tabIndex={0}
        data-newest={newest}
      >
        {view.hasOlder ? (
          <div className="chat__older">
            <Button look="quiet" onPress={() => void run(() => chat.readOlder())}>
              {t('older')}
            </Button>
          </div>
        ) : null}
        <Virtualizer
          ref={list}
          as="ul"
          item="li"
          data={items}
          shift={isShifted}
          startMargin={view.hasOlder ? olderPx : 0}
          onScroll={end.onScroll}
          onResize={end.onResize}
        >
          {(item) =>
            'number' in item ? (
              <MessageRow
                key={item.messageId}
                message={item}
                isMine={item.authorId === view.authorId}
                reacted={view.reacted.get(item.messageId) ?? noReactions}
                onOpen={onOpen}
                onReact={onReact}
              />
            ) : (
              <UnsentRow key={item.messageId} message={item} chat={chat} isOnline={isOnline} />
            )
          }
        </Virtualizer>
      </div>
      {end.isInSight ? null : (
        <div className="chat__new">
          <Button look="primary" onPress={end.go}>
            {unread > 0 ? t('new', { count: unread }) : t('toEnd')}
          </Button>
        </div>
      )}
    </div>
  );
}

type Item = { messageId: string };

/** Whether the list has just grown or shrunk at its beginning, so that it must be held from its end. */
function useShift(items: readonly Item[]): boolean {
  const [shown, setShown] = useState({ items, isShifted: false });
  if (shown.items === items) return shown.isShifted;
  const first = shown.items[0]?.messageId;
  const isShifted = first !== undefined && items[0]?.messageId !== first;
  setShown({ items, isShifted });
  return isShifted;
}
