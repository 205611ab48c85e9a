import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestResults, TestStep } from '../../state/self-test.ts';

type StepFrameProps = {
  title: string;
  /** Which of the steps; none of the result. */
  place?: { number: number; count: number };
  /** Brought here from another step: its title is read out. */
  takesFocus: boolean;
  children: ReactNode;
};

/** What every step of the self test gets. */
export type StepProps<S extends TestStep> = {
  frame: Omit<StepFrameProps, 'title' | 'children'>;
  onDone: (step: S, result: TestResults[S]) => void;
};

/** One step: where one is, what it is about, and nothing else. */
export function StepFrame({ title, place, takesFocus, children }: StepFrameProps) {
  const { t } = useTranslation('selfTest');
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section className="card self-test__step" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {place ? <span className="self-test__place">{t('place', place)} </span> : null}
        {title}
      </h2>
      {children}
    </section>
  );
}
