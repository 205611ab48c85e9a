import { PollPlan, pollLimits } from '../../server/protocol/polls.ts';

/** A poll as it is being written: every kind's fields at once, so that changing the kind loses nothing. */
export type PollDraftForm = {
  kind: PollPlan['kind'];
  question: string;
  options: string[];
  from: number;
  to: number;
  fromLabel: string;
  toLabel: string;
  maxWords: number;
  isShown: boolean;
};

export const emptyPollForm: PollDraftForm = {
  kind: 'single',
  question: '',
  options: ['', ''],
  ...{ from: 1, to: 5, fromLabel: '', toLabel: '' },
  maxWords: 1,
  isShown: true,
};

export function toPollForm(plan: PollPlan, isShown: boolean): PollDraftForm {
  return { ...emptyPollForm, ...plan, isShown };
}

/** The plan that the form says, or which of its fields keep it from being one. */
export function toPlan(form: PollDraftForm): {
  plan?: PollPlan;
  problem?: 'question' | 'options';
} {
  const parsed = PollPlan.safeParse(planOf(form));
  if (parsed.success) return { plan: parsed.data };
  const isQuestion = form.question.trim() === '';
  return { problem: isQuestion ? 'question' : 'options' };
}

function planOf({
  kind,
  question,
  options,
  from,
  to,
  fromLabel,
  toLabel,
  maxWords,
}: PollDraftForm) {
  switch (kind) {
    case 'single':
    case 'multiple':
      return { kind, question, options: options.filter((option) => option.trim() !== '') };
    case 'scale':
      return { kind, question, from, to, fromLabel, toLabel };
    case 'words':
      return { kind, question, maxWords };
  }
}

export function withOption(form: PollDraftForm, at: number, option: string): PollDraftForm {
  return { ...form, options: form.options.map((one, index) => (index === at ? option : one)) };
}

export function withoutOption(form: PollDraftForm, at: number): PollDraftForm {
  return { ...form, options: form.options.filter((_, index) => index !== at) };
}

export const mayAddOption = ({ options }: PollDraftForm): boolean =>
  options.length < pollLimits.options;
