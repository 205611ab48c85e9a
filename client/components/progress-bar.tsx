import './progress-bar.css';
import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components';

type ProgressBarProps = {
  label: string;
  /** 0 to 1. */
  progress: number;
  /** Behind the percentage, such as "kira-kira 5 menit lagi". */
  note?: string | undefined;
};

/** How far something is, as a bar and in numbers. */
export function ProgressBar({ label, progress, note }: ProgressBarProps) {
  const percent = Math.floor(Math.min(1, Math.max(0, progress)) * 100);
  return (
    <AriaProgressBar className="progress" value={percent} valueLabel={`${percent}%`}>
      <span className="progress__words">
        <Label>{label}</Label>
        <span className="progress__number numbers">
          {percent}%{note ? ` · ${note}` : ''}
        </span>
      </span>
      <svg
        className="progress__bar"
        aria-hidden="true"
        preserveAspectRatio="none"
        viewBox="0 0 100 1"
      >
        <rect width={percent} height="1" />
      </svg>
    </AriaProgressBar>
  );
}
