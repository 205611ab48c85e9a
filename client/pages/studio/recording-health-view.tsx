import './recording-health-view.css';
import { useTranslation } from 'react-i18next';
import type { RecordingHealth, TakeHealth } from '../../../server/protocol/recording-health.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { useLength } from '../../components/moment.tsx';
import { formatPosition } from '../../player/format-position.ts';
import { MissingStretches } from './missing-stretches.tsx';
import { StillHeard } from './still-heard.tsx';
import { TimelineDamageView } from './timeline-damage-view.tsx';

/** How well the recording arrived: a verdict in words, then each take with what happened to it and its numbers. */
export function RecordingHealthView({ health }: { health: RecordingHealth }) {
  const { t } = useTranslation('studio');
  return (
    <div className="health">
      <p className={`health__verdict health__verdict--${health.verdict}`}>
        {t(`health.verdict.${health.verdict}`)}
      </p>
      {health.nothing ? <p>{t(`health.nothing.${health.nothing}`)}</p> : null}
      <MissingStretches missing={health.missing} />
      {health.damage ? <TimelineDamageView damage={health.damage} /> : null}
      {health.maybeHeard ? <p>{t('health.maybeHeard')}</p> : null}
      <StillHeard stretches={health.stillHeard} />
      {health.madeWhole ? <p>{t(`health.madeWhole.${health.madeWhole}`)}</p> : null}
      {health.takes.length === 0 ? null : (
        <Disclosure title={t('health.details')}>
          <ul className="health__takes">
            {health.takes.map((take, index) => (
              // A person may have several takes of one source: only their order tells them apart.
              <li key={index}>
                <Take take={take} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function Take({ take }: { take: TakeHealth }) {
  const { t } = useTranslation('studio');
  const toLength = useLength();
  const { displayName, source, fromMs, toMs, findings } = take;
  return (
    <>
      <p>
        <strong>{displayName || t('health.guest')}</strong>
        {', '}
        {t(`recording.sources.${source}`)}
        {', '}
        {t('health.from', {
          position: formatPosition(fromMs),
          length: toLength(toMs - fromMs),
        })}
      </p>
      {findings.length === 0 ? (
        <p className="health__fine">{t('health.fine')}</p>
      ) : (
        <ul className="health__findings">
          {findings.map(({ kind, isProblem }) => (
            <li key={kind} className={isProblem ? 'health__problem' : undefined}>
              {t(`health.found.${kind}`, numbersOf(take))}
            </li>
          ))}
        </ul>
      )}
      <p className="small muted numbers">{useNumbers(take)}</p>
    </>
  );
}

const numbersOf = ({
  gaps,
  gapMs,
  shed,
  shedMs,
  stalls,
  driftPpm,
  loudnessLufs,
  noiseDb,
}: TakeHealth) => ({
  gaps,
  seconds: Number((gapMs / 1_000).toFixed(1)),
  shed,
  shedSeconds: Number((shedMs / 1_000).toFixed(1)),
  stalls,
  driftPpm,
  lufs: loudnessLufs,
  noise: noiseDb,
});

/** The measured figures, for whoever wants them. */
function useNumbers({
  packets,
  lostPackets,
  driftPpm,
  senderReports,
  damagedBytes,
  sizes,
  loudnessLufs,
  levelledLufs,
  noiseDb,
}: TakeHealth): string {
  const { t } = useTranslation('studio');
  const parts = [
    t('health.numbers.packets', { packets, lost: lostPackets }),
    t('health.numbers.clock', { ppm: driftPpm, reports: senderReports }),
    damagedBytes > 0 && t('health.numbers.damaged', { bytes: damagedBytes }),
    sizes.length > 0 &&
      t('health.numbers.sizes', {
        sizes: sizes.map(({ width, height }) => `${width}×${height}`).join(' → '),
      }),
    typeof loudnessLufs === 'number' && t('health.numbers.loudness', { lufs: loudnessLufs }),
    levelledLufs !== undefined && t('health.numbers.levelled', { lufs: levelledLufs }),
    noiseDb !== undefined && t('health.numbers.noise', { db: noiseDb }),
  ];
  return parts.filter(Boolean).join(' · ');
}
