import './prose.css';

/** Several lines of plain text as they were written, at a width that reads well. */
export function Prose({ text }: { text: string }) {
  return text ? <p className="prose">{text}</p> : null;
}
