import { useTranslation } from 'react-i18next';
import { cutsOnFrames } from '../../../server/protocol/episode-clock.ts';
import { listUnclear } from '../../../server/protocol/silenced-words.ts';
import type { StudioTranscript } from '../../../server/protocol/transcripts.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import type { CueList } from '../../state/cue-list.ts';
import { formatExact } from '../../state/exact-position.ts';
import { Callout } from '../callout.tsx';

type UnclearWordsProps = {
  studio: StudioTranscript;
  /** As they are by now. */
  cues: CueList;
};

/** As many as one looks for in the list below. */
const mostShown = 5;

/** Says which words are not published because they may be those of somebody who is silenced just then. */
export function UnclearWords({ studio, cues }: UnclearWordsProps) {
  const { t } = useTranslation('transcript');
  const { cuts, silences, people } = studio;
  const unclear = listUnclear(
    cues.filter(({ text }) => text !== ''),
    {
      ...{ cuts: cutsOnFrames(cuts), silences, people: new Set(people) },
    },
  );
  if (unclear.length === 0) return null;
  return (
    <Callout>
      <p>{t('unclear', { count: unclear.length })}</p>
      <ul>
        {unclear.slice(0, mostShown).map(({ cueId, fromMs, text }) => (
          <li key={cueId}>
            {formatExact(fromMs, currentLanguage())} {text}
          </li>
        ))}
      </ul>
      <p>{t('unclearText')}</p>
    </Callout>
  );
}
