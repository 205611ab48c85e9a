import { useTranslation } from 'react-i18next';
import type { ReviewFacts } from '../../../server/protocol/edits.ts';
import { formatPosition } from '../../player/format-position.ts';
import { spokenStretches } from '../../state/voice-levels.ts';
import { Disclosure } from '../disclosure.tsx';

type WaveformWordsProps = { facts: ReviewFacts; lanes: readonly Uint8Array[] };

/** The drawing in words, for whoever cannot see it. */
export function WaveformWords({ facts: { people, answers }, lanes }: WaveformWordsProps) {
  const { t } = useTranslation('review');
  const span = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => ({
    from: formatPosition(fromMs),
    to: formatPosition(toMs),
  });
  return (
    <Disclosure title={t('wave.words')}>
      <div className="waveform__words">
        {people.map(({ peerId, displayName: name }, index) => {
          const spoken = spokenStretches(lanes[index] ?? new Uint8Array());
          if (spoken.length === 0) return <p key={peerId}>{t('wave.silent', { name })}</p>;
          return (
            <div key={peerId}>
              <p>{t('wave.speaks', { name })}</p>
              <ul>
                {spoken.map((stretch) => (
                  <li key={stretch.fromMs}>{t('wave.span', span(stretch))}</li>
                ))}
              </ul>
            </div>
          );
        })}
        {answers.length > 0 ? (
          <div>
            <p>{t('wave.answers')}</p>
            <ul>
              {answers.map(({ title, ...stretch }) => (
                <li key={stretch.fromMs}>
                  {t('wave.answerSpan', { title, ...span(stretch) })}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Disclosure>
  );
}
