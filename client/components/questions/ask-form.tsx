import { useEffect, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  questionLimits,
  type Question,
  type QuestionSettings,
} from '../../../server/protocol/questions.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { Button } from '../button.tsx';
import { Callout } from '../callout.tsx';
import { useNotice } from '../notices.tsx';
import { TextField } from '../text-field.tsx';
import { SimilarOffer } from './similar-offer.tsx';
import { useQuestions } from './use-questions.ts';

/** From so few letters on, the end of the field is worth a word. */
const fewLeft = 100;

type AskFormProps = {
  store: QuestionsStore;
  settings: QuestionSettings;
  isMuted: boolean;
  /** Empty where nobody knows this person's name yet: then the form asks for it. */
  knownName: string;
  onVote: (questionId: string, isFor: boolean) => void;
  onAsked?: () => void;
};

/** Where a question is written. What is in the field survives a reload; what is sent waits for the network. */
export function AskForm({
  store,
  settings,
  isMuted,
  knownName,
  onVote,
  onAsked,
}: AskFormProps) {
  const { t } = useTranslation('questions');
  const announce = useNotice();
  const { outbox } = store;
  const [fields, setFields] = useState(outbox.draft);
  const [isLooking, setIsLooking] = useState(false);
  const [hasAsked, setHasAsked] = useState(false);
  const [similar, setSimilar] = useState<readonly Question[]>([]);
  const { unsent } = useQuestions(store);
  const { draft, place, displayName } = fields;
  const text = draft.trim();
  const isNamed = settings.askerMode !== 'anonymous';

  useEffect(() => outbox.onDraft(() => setFields(outbox.draft)), [outbox]);

  const change = (change: Partial<typeof fields>): void => {
    const next = { draft, place, displayName, ...change };
    setFields(next);
    if (next.draft) setHasAsked(false);
    outbox.keepDraft(next);
  };
  const send = (): void => {
    store.ask({
      text,
      askerMode: settings.askerMode,
      place: isNamed ? place.trim() : '',
      // The hub knows the name of whoever has a seat; before that it is told here.
      displayName: isNamed ? knownName || displayName.trim() : '',
    });
    setFields({ draft: '', place, displayName });
    setSimilar([]);
    setHasAsked(true);
    onAsked?.();
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!text || isLooking) return;
    setIsLooking(true);
    const found = await store.findSimilar(text);
    setIsLooking(false);
    const others = found.filter(({ isMine }) => !isMine);
    if (others.length > 0) setSimilar(others);
    else send();
  };

  if (isMuted || !settings.isOpen) {
    return (
      <Callout>
        <p>{isMuted ? t('ask.muted') : t('ask.closed')}</p>
      </Callout>
    );
  }
  if (similar.length > 0) {
    return (
      <SimilarOffer
        text={text}
        similar={similar}
        onSupport={(question) => {
          onVote(question.questionId, true);
          setSimilar([]);
          change({ draft: '' });
          announce(t('similar.supported', { number: question.number }));
        }}
        onSend={send}
        onBack={() => setSimilar([])}
      />
    );
  }
  const left = questionLimits.text - draft.length;
  return (
    <form className="ask" aria-label={t('ask.title')} onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('ask.field')}
        rows={3}
        maxLength={questionLimits.text}
        value={draft}
        onChange={(draft) => change({ draft })}
        {...(left <= fewLeft ? { help: t('ask.left', { count: left }) } : {})}
      />
      {isNamed ? (
        <div className="ask__who">
          {knownName ? null : (
            <TextField
              label={t('ask.name')}
              optional
              autoComplete="name"
              maxLength={40}
              value={displayName}
              onChange={(displayName) => change({ displayName })}
            />
          )}
          <TextField
            label={t('ask.place')}
            optional
            maxLength={60}
            value={place}
            onChange={(place) => change({ place })}
          />
        </div>
      ) : null}
      <p className="ask__policy small">
        {t(`ask.policy.${settings.askerMode}`)}{' '}
        {settings.preModeration ? t('ask.checked') : null}
      </p>
      <Button type="submit" look="primary" wide isPending={isLooking} isDisabled={!text}>
        {isLooking ? t('ask.looking') : t('ask.send')}
      </Button>
      <p className="ask__status" role="status">
        {hasAsked && (unsent.length > 0 ? t('unsent.waiting') : t('ask.sent'))}
      </p>
    </form>
  );
}
