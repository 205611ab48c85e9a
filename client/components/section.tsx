import './card.css';
import { useId, type ReactNode } from 'react';

type SectionProps = {
  title: string;
  /** Puts the section on a card of its own. */
  card?: boolean;
  children: ReactNode;
};

/** A titled part of a page, which screen readers can jump to. */
export function Section({ title, card = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={card ? 'card' : 'section'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
