import './series-sounds.css';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { StudioSeries } from '../../../server/protocol/rest.ts';
import type { SeriesSoundPlace } from '../../../server/protocol/sounds.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { useNotice } from '../../components/notices.tsx';
import { Section } from '../../components/section.tsx';
import { useSoundProblem } from '../../components/sounds/use-sound-problem.ts';
import { useSubmit } from '../../forms/use-submit.ts';

type SeriesSoundsProps = { series: StudioSeries; onSaved: () => Promise<void> };

/** What the series' episodes begin and end with. */
export function SeriesSounds({ series, onSaved }: SeriesSoundsProps) {
  const { t } = useTranslation('sounds');
  return (
    <Section title={t('series.title')}>
      <p className="muted">{t('series.text')}</p>
      <p className="muted">{t('series.rights')}</p>
      <div className="series-sounds">
        <SeriesSoundField place="intro" {...{ series, onSaved }} />
        <SeriesSoundField place="outro" {...{ series, onSaved }} />
      </div>
    </Section>
  );
}

/** Browsers know these by different names: the server looks at the bytes. */
const accepted = ['audio/*', '.opus', '.m4a', '.webm'];

function SeriesSoundField({
  place,
  series,
  onSaved,
}: SeriesSoundsProps & { place: SeriesSoundPlace }) {
  const { t } = useTranslation('sounds');
  const notify = useNotice();
  const toProblem = useSoundProblem();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const sound = series[place];
  const remove = useSubmit(async () => {
    await api.removeSeriesSound(series.slug, place);
    await onSaved();
    notify(t('series.removed'));
  });
  const choose = async (file: File): Promise<void> => {
    setProblem(undefined);
    setSending(true);
    try {
      await api.putSeriesSound(series.slug, place, file);
      await onSaved();
      notify(t('series.saved'));
    } catch (error) {
      setProblem(`${file.name}: ${toProblem(error)}`);
    } finally {
      setSending(false);
    }
  };
  const failure = problem ?? (remove.error ? toProblem(remove.error) : undefined);
  return (
    <div className="series-sounds__one" role="group" aria-label={t(`series.${place}`)}>
      <h3>{t(`series.${place}`)}</h3>
      {sound ? (
        <audio controls preload="metadata" src={sound.url} aria-label={t(`series.${place}`)} />
      ) : (
        <p>{t(`series.${place}None`)}</p>
      )}
      <div className="row">
        <FileTrigger
          acceptedFileTypes={accepted}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void choose(file);
          }}
        >
          <Button isPending={sending}>
            {sending
              ? t('series.sending')
              : t(sound ? `series.${place}Replace` : `series.${place}Choose`)}
          </Button>
        </FileTrigger>
        {sound ? (
          <Button look="quiet" isPending={remove.busy} onPress={() => void remove.run()}>
            {t(`series.${place}Remove`)}
          </Button>
        ) : null}
      </div>
      {failure ? (
        <Callout tone="problem" urgent>
          <p>{failure}</p>
        </Callout>
      ) : null}
    </div>
  );
}
