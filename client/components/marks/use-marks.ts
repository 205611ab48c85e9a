import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../server/protocol/marks.ts';
import type { Floor } from '../../session/floor.ts';
import { newUuid } from '../../session/new-uuid.ts';
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
  /** Marks this moment. */
  put: () => void;
  settle: () => void;
};

/** Marking with one press: the moment is kept at once, and its title may follow. */
export function useNewMark({ request }: RoomSession, floor: Floor): NewMark {
  const { t } = useTranslation('flow');
  const run = useAction();
  const [latestId, setLatestId] = useState<string>();
  const view = useLive(floor.marks) ?? noMarks;
  const put = async (): Promise<void> => {
    const markId = newUuid();
    const title = freeMarkTitle(view, (number) => t('mark.numbered', { number }));
    if (await run(() => request('mark:add', { markId, title }))) setLatestId(markId);
  };
  return {
    latest: view.marks.find(({ markId }) => markId === latestId),
    put: () => void put(),
    settle: () => setLatestId(undefined),
  };
}
