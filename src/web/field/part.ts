/** A line of a part of a form, as it is typed. */
export type PartRow = Readonly<Record<string, unknown>>
