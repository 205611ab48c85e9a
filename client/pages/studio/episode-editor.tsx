import { useTranslation } from 'react-i18next';
import type { EpisodeInfo } from '../../../server/protocol/rest.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { SavedForm } from '../../components/saved-form.tsx';
import { TextField } from '../../components/text-field.tsx';
import { TextInFiles, type TextInFilesProps } from './text-in-files.tsx';
import { useEpisodeText, type Text } from './use-episode-text.ts';

const notesRows = 8;

type EpisodeEditorProps = Omit<TextInFilesProps, 'version'> & { episode: EpisodeInfo };

/** Title and notes of an episode, and whether its files have them. */
export function EpisodeEditor({ episode, ...rest }: EpisodeEditorProps) {
  const { t } = useTranslation('studio');
  const { saved, version, kept, drop } = useEpisodeText(episode);
  const { form, change, problemOf } = saved;
  return (
    <>
      <SavedForm saved={saved}>
        <TextField
          label={t('episode.name')}
          value={form.title}
          onChange={(title) => change({ ...form, title })}
          problem={problemOf('title')}
        />
        <TextField
          label={t('episode.notes')}
          help={t('episode.notesHelp')}
          rows={notesRows}
          optional
          value={form.notes}
          onChange={(notes) => change({ ...form, notes })}
          problem={problemOf('notes')}
        />
      </SavedForm>
      <TextInFiles {...{ episode, version, ...rest }} />
      {kept.map((text, index) => (
        <KeptText key={index} text={text} stored={form} onDrop={() => drop(text)} />
      ))}
    </>
  );
}

type KeptTextProps = { text: Text; stored: Text; onDrop: () => void };

/** What somebody wrote while it was changed elsewhere. */
function KeptText({ text, stored, onDrop }: KeptTextProps) {
  const { t } = useTranslation('studio');
  return (
    <Callout tone="problem" urgent>
      <p>{t('episode.conflict')}</p>
      {text.title === stored.title ? null : (
        <CopyField label={t('episode.keptName')} value={text.title} />
      )}
      {text.notes === stored.notes ? null : (
        <CopyField label={t('episode.keptNotes')} value={text.notes} rows={notesRows} />
      )}
      <div>
        <Button onPress={onDrop}>{t('episode.dropKept')}</Button>
      </div>
    </Callout>
  );
}
