import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../server/protocol/marks.ts';
import type { Floor } from '../../session/floor.ts';
import { newUuid } from '../../session/new-uuid.ts';
import type { WaitingMark } from '../../session/mark-outbox.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { freeMarkTitle, noMarks } from '../../state/marks-view.ts';
import { useNotice } from '../notices.tsx';
import { useAction } from '../room/use-action.ts';
import { useLive } from '../room/use-live.ts';

export type MarkDeeds = {
  rename: (mark: Mark, title: string) => Promise<boolean>;
  remove: (mark: Mark) => Promise<boolean>;
};

/** Renaming and removing marks, from wherever they are shown. */
export function useMarkDeeds({ request }: RoomSession): MarkDeeds {
  const { t } = useTranslation('flow');
  const announce = useNotice();
  const run = useAction();
  return {
    rename: ({ markId }, title) =>
      run(async () => {
        await request('mark:rename', { markId, title });
        announce(t('mark.renamed', { title }));
      }),
    remove: ({ markId, title }) =>
      run(async () => {
        await request('mark:remove', { markId });
        announce(t('mark.removed', { title }));
      }),
  };
}

export type NewMark = {
  /** The one just put, until its title is settled. */
  latest: Mark | undefined;
  /** Those that the hub does not have yet. */
  waiting: readonly WaitingMark[];
  /** Marks this moment. */
  put: () => void;
  settle: () => void;
  retry: (mark: WaitingMark) => void;
  drop: (mark: WaitingMark) => void;
};

/** Marking with one press: the moment is kept at once, whatever is away, and its title may follow. */
export function useNewMark({ marks, markOutbox }: Floor): NewMark {
  const { t } = useTranslation('flow');
  const announce = useNotice();
  const [latestId, setLatestId] = useState<string>();
  const known = (useLive(marks) ?? noMarks).marks;
  const unsent = useLive(markOutbox) ?? [];
  // The notice of a mark may be faster than its answer.
  const waiting = unsent.filter(({ markId }) => !known.some((one) => one.markId === markId));
  const put = (): void => {
    const markId = newUuid();
    const title = freeMarkTitle([...known, ...waiting], (number) =>
      t('mark.numbered', { number }),
    );
    if (markOutbox.add({ markId, title, pressedAtMs: Date.now() })) setLatestId(markId);
    else announce(t('mark.tooMany', { waiting: unsent.length }), 'problem');
  };
  return {
    latest: known.find(({ markId }) => markId === latestId),
    waiting,
    put,
    settle: () => setLatestId(undefined),
    retry: ({ markId }) => markOutbox.retry(markId),
    drop: ({ markId }) => markOutbox.drop(markId),
  };
}
