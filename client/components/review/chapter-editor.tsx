import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editLimits, type ReviewFacts } from '../../../server/protocol/edits.ts';
import type { Chapter } from '../../../server/protocol/rest.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import {
  addChapter,
  asChanged,
  moveChapter,
  removeChapter,
  renameChapter,
} from '../../state/chapter-list.ts';
import {
  chaptersLeft,
  cutsOnFrames,
  type Stretch,
} from '../../../server/protocol/episode-clock.ts';
import { Button } from '../button.tsx';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';
import { ChapterRow } from './chapter-row.tsx';
import type { EditingDesk } from './use-edits.ts';
import type { ReviewWords } from './use-review-words.ts';

type ChapterEditorProps = {
  facts: ReviewFacts;
  desk: EditingDesk;
  /** As they are now: changed by hand, or found. */
  chapters: readonly Chapter[];
  cuts: readonly Stretch[];
  playhead: SessionPlayhead;
  words: ReviewWords;
  onPlay: (atMs: number) => void;
};

/** The chapters, changed by hand. */
export function ChapterEditor({ desk, chapters, cuts, ...rest }: ChapterEditorProps) {
  const { facts, playhead, words, onPlay } = rest;
  const { t } = useTranslation('review');
  const notify = useNotice();
  const list = useRef<HTMLDivElement>(null);
  /** The new one, whose title comes next. */
  const [added, setAdded] = useState<number>();
  useEffect(() => {
    if (added === undefined) return;
    list.current?.querySelector<HTMLInputElement>(`[data-start="${added}"] input`)?.select();
  }, [added]);

  const starts = chapters.map(({ startMs }) => startMs);
  const left = chaptersLeft(starts, cutsOnFrames(cuts), facts.durationMs);
  const isFull = chapters.length >= editLimits.chapters;
  const change = (changed: Chapter[]): void => desk.change({ chapters: changed });
  const hereMs = (): number =>
    Math.min(Math.round(playhead.atMs), Math.ceil(facts.durationMs) - 1);
  const move = ({ startMs, title }: Chapter): void => {
    const moved = moveChapter(chapters, startMs, hereMs());
    if (!moved) {
      notify(t('chapters.taken'), 'problem');
      return;
    }
    change(moved);
    notify(t('chapters.moved', { title, position: words.at(hereMs()) }));
  };
  const remove = ({ startMs, title }: Chapter): void => {
    change(removeChapter(chapters, startMs));
    notify(t('chapters.removed', { title }));
    list.current?.focus();
  };
  const add = (): void => {
    const longer = addChapter(chapters, hereMs(), t('chapters.new'));
    if (!longer) {
      notify(t('chapters.taken'), 'problem');
      return;
    }
    change(longer);
    setAdded(chapters.length === 0 ? 0 : hereMs());
    notify(t('chapters.added', { position: words.at(hereMs()) }));
  };
  return (
    <Section title={t('chapters.title')} card>
      <p className="muted">{t('chapters.text')}</p>
      <div ref={list} tabIndex={-1}>
        <ol className="chapter-editor">
          {chapters.map((chapter, index) => (
            <ChapterRow
              key={chapter.startMs}
              chapter={chapter}
              isFirst={index === 0}
              isOnly={chapters.length === 1}
              isCut={!left[index]}
              words={words}
              onPlay={() => onPlay(chapter.startMs)}
              onRename={(title) => change(renameChapter(chapters, chapter.startMs, title))}
              onMove={() => move(chapter)}
              onRemove={() => remove(chapter)}
            />
          ))}
        </ol>
      </div>
      {isFull ? <p>{t('chapters.full', { max: editLimits.chapters })}</p> : null}
      <div className="row">
        <Button isDisabled={isFull} onPress={add}>
          {t('chapters.add')}
        </Button>
        {desk.now.chapters ? (
          <Button look="quiet" onPress={() => desk.change({ chapters: null })}>
            {t('chapters.found')}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

/** The chapters as the episode will have them, on the session's clock. */
export const chaptersNow = (desk: EditingDesk, facts: ReviewFacts): Chapter[] =>
  desk.now.chapters ?? asChanged(facts.chapters);
