import './rundown.css';
import { useTranslation } from 'react-i18next';
import type { RundownItem } from '../../../server/protocol/rundown.ts';
import type { Floor } from '../../session/floor.ts';
import type { RoomSession } from '../../session/room-session.ts';
import type { RoomView } from '../../state/room-view.ts';
import { noRundown, placeIn } from '../../state/rundown-view.ts';
import { Button } from '../button.tsx';
import { useAction } from '../room/use-action.ts';
import { useLive } from '../room/use-live.ts';

type RundownStripProps = { room: RoomView; session: RoomSession; floor: Floor };

/** While it is live: what is on, what comes next, and the way there. Nothing where no rundown was written. */
export function RundownStrip({ room, session, floor }: RundownStripProps) {
  const { t } = useTranslation('flow');
  const run = useAction();
  const rundown = useLive(floor.rundown) ?? noRundown;
  const { current, next } = placeIn(rundown);
  if (room.session.state !== 'live' || rundown.items.length === 0) return null;
  const goTo = ({ itemId }: RundownItem): void =>
    void run(async () => {
      const changed = await session.request('rundown:go-to', { itemId });
      floor.rundown.change((known) => (changed.version >= known.version ? changed : known));
    });
  return (
    <section className="banner rundown-strip" aria-label={t('rundown.place')}>
      <p role="status">
        {current ? t('rundown.now', { title: current.title }) : t('rundown.notBegun')}
        {' · '}
        {next ? t('rundown.next', { title: next.title }) : t('rundown.last')}
      </p>
      {next && room.you.role === 'host' ? (
        <div className="row">
          <Button aria-describedby="rundown-chapter" onPress={() => goTo(next)}>
            {current ? t('rundown.goOn') : t('rundown.begin')}
          </Button>
          <span className="small muted" id="rundown-chapter">
            {t('rundown.chapter')}
          </span>
        </div>
      ) : null}
    </section>
  );
}
