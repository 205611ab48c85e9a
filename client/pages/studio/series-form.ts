import type { z } from 'zod';
import { SeriesBody, type StudioSeries } from '../../../server/protocol/rest.ts';
import { findProblems, type Problems } from '../../forms/problems.ts';

type Body = z.input<typeof SeriesBody>;

/** What the form of a series holds: empty text where nothing is chosen or written. */
export type SeriesForm = { [K in keyof Body]-?: NonNullable<Body[K]> };

/** A new series, as most of them will be. */
export function newSeriesForm(language: 'id' | 'en', author: string): SeriesForm {
  return {
    title: '',
    description: '',
    language,
    category: 'Arts',
    subcategory: 'Books',
    author,
    ownerEmail: '',
    explicit: false,
    publishMode: 'automatic',
    cleanVoices: true,
    partners: [],
  };
}

export function toSeriesForm(series: StudioSeries): SeriesForm {
  return {
    title: series.title,
    description: series.description,
    language: series.language === 'en' ? 'en' : 'id',
    category: series.category,
    subcategory: series.subcategory ?? '',
    author: series.author,
    ownerEmail: series.ownerEmail ?? '',
    explicit: series.explicit,
    publishMode: series.publishMode,
    cleanVoices: series.cleanVoices,
    partners: series.partners,
  };
}

/** The body for making a series: what is empty is left out. */
export function toSeriesBody(form: SeriesForm): Body {
  const { subcategory, ownerEmail, ...rest } = form;
  return {
    ...rest,
    ...(subcategory === '' ? {} : { subcategory }),
    ...(ownerEmail === '' ? {} : { ownerEmail }),
  };
}

export const seriesProblems = (form: SeriesForm): Problems =>
  findProblems(SeriesBody, toSeriesBody(form));
