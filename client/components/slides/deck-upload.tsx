import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { slideLimits } from '../../../server/protocol/slides.ts';
import { api } from '../../api/api.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { useErrorText } from '../../api/error-text.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';

const types = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'];

/** Chooses a PDF, or pictures which then make one deck, and sends them. */
export function DeckUpload({ code, onSent }: { code: string; onSent?: () => void }) {
  const { t } = useTranslation('slides');
  const toErrorText = useErrorText();
  const [sending, setSending] = useState<{ done: number; count: number }>();
  const [problem, setProblem] = useState<string>();

  const send = async (files: File[]): Promise<void> => {
    setProblem(undefined);
    try {
      let deckId: string | undefined;
      for (const [index, file] of files.entries()) {
        setSending({ done: index, count: files.length });
        if (!types.includes(file.type)) throw new Error(t('wrongType'));
        if (file.size > slideLimits.uploadBytes) throw new Error(t('tooLarge'));
        if (deckId && file.type !== 'application/pdf') {
          await api.addSlide(code, deckId, file);
        } else {
          const deck = await api.createDeck(code, file);
          if (file.type !== 'application/pdf') deckId = deck.deckId;
        }
      }
      onSent?.();
    } catch (error) {
      const refused = errorCodeOf(error) === 'invalid-input';
      const ours = error instanceof Error && error.constructor === Error;
      setProblem(ours ? error.message : refused ? t('refused') : toErrorText(error));
    } finally {
      setSending(undefined);
    }
  };

  return (
    <div className="slides__upload">
      <p className="small muted">{t('uploadHelp')}</p>
      <FileTrigger
        acceptedFileTypes={types}
        allowsMultiple
        onSelect={(files) => {
          if (files && files.length > 0) void send([...files]);
        }}
      >
        <Button isPending={sending !== undefined}>
          {sending
            ? t('uploading', { done: sending.done + 1, count: sending.count })
            : t('upload')}
        </Button>
      </FileTrigger>
      {problem ? (
        <Callout tone="problem" urgent>
          <p>{problem}</p>
        </Callout>
      ) : null}
    </div>
  );
}
