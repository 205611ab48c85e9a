import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editLimits } from '../../../server/protocol/edits.ts';
import type { Chapter } from '../../../server/protocol/rest.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';
import type { ReviewWords } from './use-review-words.ts';

type ChapterRowProps = {
  chapter: Chapter;
  isFirst: boolean;
  isOnly: boolean;
  /** It is not in the episode. */
  isCut: boolean;
  words: ReviewWords;
  onPlay: () => void;
  onRename: (title: string) => void;
  onMove: () => void;
  onRemove: () => void;
};

/** One chapter: its title, changed where it stands, and what else one can do with it. */
export function ChapterRow({ chapter: { startMs, title }, words, ...row }: ChapterRowProps) {
  const { t } = useTranslation('review');
  /** While it is being written; the list is changed once, when it is done. */
  const [written, setWritten] = useState<string>();
  const position = words.at(startMs);
  const finish = (): void => {
    const next = written?.trim();
    if (next && next !== title) row.onRename(next);
    setWritten(undefined);
  };
  return (
    <li className="chapter-editor__one" data-start={startMs}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          finish();
        }}
      >
        <TextField
          label={t('chapters.name', { position })}
          value={written ?? title}
          onChange={setWritten}
          onBlur={finish}
          maxLength={editLimits.chapterTitle}
        />
      </form>
      {row.isCut ? <p className="small muted">{t('chapters.cut')}</p> : null}
      <div className="row">
        <Button aria-label={t('chapters.go', { position })} onPress={row.onPlay}>
          <span aria-hidden="true">▶</span> {t('play')}
        </Button>
        {row.isFirst ? null : (
          <Button aria-label={t('chapters.moveOf', { title })} onPress={row.onMove}>
            {t('chapters.move')}
          </Button>
        )}
        {row.isOnly ? null : (
          <Button aria-label={t('chapters.removeOf', { title })} onPress={row.onRemove}>
            {t('chapters.remove')}
          </Button>
        )}
      </div>
      {row.isFirst ? <p className="small muted">{t('chapters.first')}</p> : null}
    </li>
  );
}
