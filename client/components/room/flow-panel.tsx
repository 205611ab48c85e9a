import { noMarks } from '../../state/marks-view.ts';
import { MarkList } from '../marks/mark-list.tsx';
import { useMarkDeeds } from '../marks/use-marks.ts';
import type { PanelProps } from './room-panels.tsx';
import { useLive } from './use-live.ts';

/** How the session goes, for those who lead it. */
export function FlowPanel({ session, floor }: PanelProps) {
  const { marks } = useLive(floor.marks) ?? noMarks;
  const deeds = useMarkDeeds(session);
  return (
    <div className="people">
      <MarkList marks={marks} deeds={deeds} />
    </div>
  );
}
