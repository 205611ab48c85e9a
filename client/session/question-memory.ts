import { z } from 'zod';
import { AskerMode } from '../../server/protocol/questions.ts';

/** A question that the hub has not confirmed yet. Its id never changes, so sending it again asks once. */
const Unsent = z.object({
  questionId: z.uuid(),
  text: z.string(),
  /** What its writer was told about their name. */
  askerMode: AskerMode,
  place: z.string(),
  displayName: z.string(),
  /** By this device's clock, in milliseconds since 1970. */
  writtenAtMs: z.number().default(() => Date.now()),
});
export type Unsent = z.infer<typeof Unsent>;

const Memory = z.object({
  /** What stands in the field and was not sent. */
  draft: z.string().default(''),
  /** Told with the last question, and offered for the next. */
  place: z.string().default(''),
  displayName: z.string().default(''),
  unsent: z.array(Unsent).default([]),
});
/** What this browser keeps of one session's asking, through reloads and closed tabs. */
export type QuestionMemory = z.infer<typeof Memory>;

const keyOf = (code: string): string => `serambi.questions.${code}`;

export const nothingAsked: QuestionMemory = {
  draft: '',
  place: '',
  displayName: '',
  unsent: [],
};

/** Undefined where storage is forbidden, or holds another version's words. */
export function recallQuestions(code: string): QuestionMemory | undefined {
  try {
    return Memory.parse(JSON.parse(localStorage.getItem(keyOf(code)) ?? '{}'));
  } catch {
    return undefined;
  }
}

export function rememberQuestions(code: string, memory: QuestionMemory): void {
  try {
    localStorage.setItem(keyOf(code), JSON.stringify(memory));
  } catch {
    // Without storage it lives as long as the page does.
  }
}
