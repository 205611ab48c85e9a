import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EpisodePatch, type EpisodeInfo } from '../../../server/protocol/rest.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { api } from '../../api/api.ts';
import { useNotice } from '../../components/notices.tsx';
import { findProblems } from '../../forms/problems.ts';
import { useSavedForm, type SavedFormState } from '../../forms/use-saved-form.ts';

export type Text = Pick<EpisodeInfo, 'title' | 'notes'>;

export type EpisodeText = {
  saved: SavedFormState<Text>;
  /** Of what the hub has stored. */
  version: number;
  /** What was written here, and is not stored because somebody else was faster; oldest first. */
  kept: readonly Text[];
  drop: (text: Text) => void;
};

const textOf = ({ title, notes }: Text): Text => ({ title, notes });

/**
 * What a host writes about an episode, saved as one types. Where somebody else was faster, or somebody was taken out of
 * the recording, what is stored is shown, and one's own stays beside it.
 */
export function useEpisodeText(episode: EpisodeInfo): EpisodeText {
  const { t } = useTranslation('studio');
  const notify = useNotice();
  const [kept, setKept] = useState<readonly Text[]>([]);
  const [version, setVersion] = useState(episode.textVersion);
  /** What the hub has stored, and what is written, while it is not drawn yet. */
  const latest = useRef({ version: episode.textVersion, form: textOf(episode) });

  const keepVersion = (next: number): void => {
    latest.current.version = next;
    setVersion(next);
  };
  /** Shows what is stored. */
  const take = useRef<(stored: EpisodeInfo) => void>(() => undefined);

  const saved = useSavedForm(
    () => textOf(episode),
    (form) => findProblems(EpisodePatch, { version: 0, ...form }),
    async (form) => {
      // Theirs has taken its place meanwhile.
      if (form !== latest.current.form) return;
      const change = EpisodePatch.parse({ version: latest.current.version, ...form });
      const isAsSent = ({ title, notes }: Text): boolean =>
        title === change.title && notes === change.notes;
      try {
        const stored = await api.changeEpisode(episode.code, change);
        keepVersion(stored.textVersion);
        if (isAsSent(stored) || form !== latest.current.form) return;
        take.current(stored);
        notify(t('episode.forgotten'), 'problem');
      } catch (error) {
        if (errorCodeOf(error) !== 'conflict') throw error;
        const theirs = await api.episode(episode.code);
        if (isAsSent(theirs)) {
          // An answer to our own that got lost on the way.
          keepVersion(theirs.textVersion);
          return;
        }
        const mine = latest.current.form;
        setKept((all) => [...all, mine]);
        take.current(theirs);
      }
    },
  );
  const { show } = saved;
  useEffect(() => {
    take.current = (stored) => {
      const form = textOf(stored);
      latest.current = { version: stored.textVersion, form };
      setVersion(stored.textVersion);
      show(form);
    };
  }, [show]);
  useEffect(() => {
    const isNews = episode.textVersion > latest.current.version;
    if (isNews && saved.state === 'saved') take.current(episode);
  }, [episode, saved.state]);

  return {
    saved: {
      ...saved,
      change: (next) => {
        latest.current.form = next;
        saved.change(next);
      },
    },
    ...{ version, kept },
    drop: (text) => setKept((all) => all.filter((one) => one !== text)),
  };
}
