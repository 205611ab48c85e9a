import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatView } from '../../state/chat-view.ts';

/** Between two sayings, in milliseconds: long enough to hear the one before. */
const sayMs = 6_000;
/** More than these at once are only counted. */
const readOut = 2;

/** Says what was written to those who cannot see it: a few words at a time, however much is written. */
export function ChatNews({ view }: { view: ChatView }) {
  const { t } = useTranslation('chat');
  const { t: tRoom } = useTranslation('room');
  const [said, setSaid] = useState<{ at: number; text: string }[]>([]);
  const newest = view.messages.at(-1)?.number ?? 0;
  const saidUpTo = useRef(newest);
  const known = useRef(view);
  useEffect(() => {
    known.current = view;
  });

  useEffect(() => {
    const timer = setInterval(() => {
      const { messages, authorId } = known.current;
      const news = messages.filter(
        (one) => one.number > saidUpTo.current && one.authorId !== authorId && !one.deletedBy,
      );
      saidUpTo.current = messages.at(-1)?.number ?? saidUpTo.current;
      if (news.length === 0) return;
      const text =
        news.length > readOut
          ? t('new', { count: news.length })
          : news
              .map(({ displayName, text }) =>
                t('news', { name: displayName || tRoom('guest'), text }),
              )
              .join(' ');
      setSaid((before) => [...before.slice(-2), { at: saidUpTo.current, text }]);
    }, sayMs);
    return () => clearInterval(timer);
  }, [t, tRoom]);

  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label={t('label')}>
      {said.map(({ at, text }) => (
        <p key={at}>{text}</p>
      ))}
    </div>
  );
}
