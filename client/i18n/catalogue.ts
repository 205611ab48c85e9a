/**
 * The shape that every language must fill, taken from the Indonesian catalogue: a missing key, or one too many, fails to compile.
 * Where Indonesian has one form for any count (`x_other`), other languages also give `x_one`.
 */
export type Catalogue<T> = {
  [K in keyof T]: T[K] extends string ? string : Catalogue<T[K]>;
} & {
  [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string;
};
