import { useTranslation } from 'react-i18next';
import { Source } from '../../../server/protocol/words.ts';
import type { RecordingInfo } from '../../../server/protocol/rest.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useLength } from '../../components/moment.tsx';

const secondMs = 1_000;

/** Who and what was recorded, and for how long. */
export function RecordedTakes({ takes }: { takes: RecordingInfo['takes'] }) {
  const { t } = useTranslation('studio');
  const toLength = useLength();
  return (
    <Disclosure title={t('recording.takes')}>
      <ul>
        {takes.map(({ displayName, source, seconds }, index) => {
          const known = Source.safeParse(source);
          return (
            // A person may have several takes of one source: only their order tells them apart.
            <li key={index}>
              {t('recording.take', {
                name: displayName,
                source: t(`recording.sources.${known.success ? known.data : 'other'}`),
                length: toLength(seconds * secondMs),
              })}
            </li>
          );
        })}
      </ul>
    </Disclosure>
  );
}
