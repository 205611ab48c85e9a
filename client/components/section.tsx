import './card.css';
import { useId, type ReactNode } from 'react';

type SectionProps = {
  title: string;
  /** Puts the section on a card of its own. */
  card?: boolean;
  /** For ears only: where the content says it already to the eye. */
  hidesTitle?: boolean;
  children: ReactNode;
};

/** A titled part of a page, which screen readers can jump to. */
export function Section({ title, card = false, hidesTitle = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={card ? 'card' : 'section'} aria-labelledby={id}>
      <h2 id={id} {...(hidesTitle ? { className: 'visually-hidden' } : {})}>
        {title}
      </h2>
      {children}
    </section>
  );
}
