import { useMemo } from 'react';
import { linkParts } from '../../state/link-parts.ts';

/** What somebody wrote: text stays text, and addresses can be followed without telling anyone from where. */
export function MessageText({ text }: { text: string }) {
  const parts = useMemo(() => linkParts(text), [text]);
  return (
    <p className="message__text" dir="auto">
      {parts.map((part, at) =>
        part.href ? (
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}
