import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovalInfo } from '../../../server/protocol/removals.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { Button } from '../button.tsx';
import { useAction } from '../room/use-action.ts';
import { Section } from '../section.tsx';

/** Who was removed, and for hosts the way to let them in again. Nothing while nobody was. */
export function RemovedPeople({ session, isHost }: { session: RoomSession; isHost: boolean }) {
  const { t } = useTranslation('hosting');
  const run = useAction({ repeats: true });
  const removals = useRemovals(session);
  if (removals.length === 0) return null;
  return (
    <Section title={t('removed.title')}>
      <ul className="people__list">
        {removals.map(({ removalId, displayName, byName }) => {
          const name = displayName || t('guest');
          return (
            <li key={removalId} className="person">
              <span className="person__facts">
                <strong>{name}</strong>
                <span className="small muted">
                  {t('removed.by', { name: byName || t('someone') })}
                </span>
              </span>
              {isHost ? (
                <Button
                  aria-label={t('removed.readmitName', { name })}
                  onPress={() =>
                    void run(() => session.request('person:readmit', { removalId }))
                  }
                >
                  {t('removed.readmit')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function useRemovals({ request, noticed, arrived }: RoomSession): readonly RemovalInfo[] {
  const [removals, setRemovals] = useState<readonly RemovalInfo[]>([]);
  useEffect(() => {
    const read = (): void => {
      // Not heard now, it is read on the next arrival.
      request('removals:read', {}).then(
        (answer) => setRemovals(answer.removals),
        () => undefined,
      );
    };
    read();
    const ends = [
      arrived.add(read),
      noticed.add(({ name, notice }) => {
        if (name === 'removals:changed') setRemovals(notice.removals);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [request, noticed, arrived]);
  return removals;
}
