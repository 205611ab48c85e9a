import './reactions.css';
import type { ReactionKind } from '../../../server/protocol/reactions.ts';

/** Our own drawings: they look the same on every phone, also where it has no such letters. 24 units square. */
const drawings: Record<ReactionKind, string> = {
  applause:
    'M8.5 21c-3-1.4-5-4-5.2-7l-.2-3.4c0-.9 1.4-1.1 1.6-.2l.6 2.4 1-6.6c.2-1 1.7-.9 1.6.1l-.4 4.4 1.3-6c.3-1 1.8-.7 1.6.4l-.9 5.8 1.9-4.6c.4-1 1.8-.4 1.5.6l-2.7 9.6M12 20.6c3.6.9 7-.9 8-4.3l1.2-4.3c.3-.9-1-1.5-1.5-.6l-1 2M16 5.5 17.5 3M19 7.5 21.5 6M13.5 4 13.3 1.5',
  heart:
    'M12 20.5S3.5 15.3 3.5 9.2C3.5 6.3 5.7 4.3 8 4.3c1.7 0 3.2 1 4 2.5.8-1.5 2.3-2.5 4-2.5 2.3 0 4.5 2 4.5 4.9 0 6.1-8.5 11.3-8.5 11.3z',
  'thumbs-up':
    'M3.5 11h3.5v9.5H3.5zM7 11l4-7.5c1.6 0 2.5 1.1 2.2 2.7L12.5 10h6c1.4 0 2.3 1.2 2 2.5l-1.3 6c-.3 1.2-1.2 2-2.4 2H7',
  laugh:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM7 13.5h10c0 2.8-2.2 4.7-5 4.7s-5-1.9-5-4.7zM7 10.2c.5-1.3 2.3-1.3 2.8 0M14.2 10.2c.5-1.3 2.3-1.3 2.8 0',
  thinking:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 16.2c2-.9 4.5-1 7-.4M8.8 11.2h.01M15.3 11.2h.01M13.5 7.8c1.1-.7 2.3-.6 3.3.2M7.2 8.8h3',
  sad: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 16.8c1.8-2.2 6.2-2.2 8 0M8.8 10.5h.01M15.2 10.5h.01M16.8 13v1.5',
};

/** The drawing of a reaction. It stands beside its word, so screen readers skip it. */
export function ReactionIcon({ kind }: { kind: ReactionKind }) {
  return (
    <svg
      className={`icon reaction-icon reaction-icon--${kind}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[kind]} />
    </svg>
  );
}
