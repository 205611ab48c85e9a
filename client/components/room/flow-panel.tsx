import { useTranslation } from 'react-i18next';
import { noMarks } from '../../state/marks-view.ts';
import { noRundown } from '../../state/rundown-view.ts';
import { MarkList } from '../marks/mark-list.tsx';
import { useMarkDeeds } from '../marks/use-marks.ts';
import { useNotice } from '../notices.tsx';
import { RundownList, type SaveRundown } from '../rundown/rundown-list.tsx';
import { Section } from '../section.tsx';
import type { PanelProps } from './room-panels.tsx';
import { useAction } from './use-action.ts';
import { useLive } from './use-live.ts';

/** How the session goes, for those who lead it: what comes when, and what was marked. */
export function FlowPanel({ room, session, floor }: PanelProps) {
  const { t } = useTranslation('flow');
  const announce = useNotice();
  const run = useAction();
  const rundown = useLive(floor.rundown) ?? noRundown;
  const { marks } = useLive(floor.marks) ?? noMarks;
  const deeds = useMarkDeeds(session);
  const save: SaveRundown = (change) =>
    run(async () => {
      const changed = await session.request('rundown:change', change);
      floor.rundown.change((known) => (changed.version >= known.version ? changed : known));
      announce(t('rundown.saved'));
    });
  return (
    <div className="people">
      <Section title={t('rundown.title')}>
        <RundownList
          rundown={rundown}
          {...(room.you.role === 'host' ? { onSave: save } : {})}
        />
      </Section>
      <MarkList marks={marks} deeds={deeds} />
    </div>
  );
}
