import { useCallback, useSyncExternalStore } from 'react';
import type { ChatSnapshot, ChatStore } from '../../session/chat-store.ts';

export function useChat(chat: ChatStore): ChatSnapshot {
  const subscribe = useCallback((listener: () => void) => chat.subscribe(listener), [chat]);
  return useSyncExternalStore(subscribe, () => chat.snapshot);
}
