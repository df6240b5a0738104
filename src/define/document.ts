/** REPORT 报告: chapters of sentences, each figure counted when the document is made. */
export class Report {
  readonly kind = 'report'
  constructor(
    readonly name: string,
    readonly title: string,
    readonly chapters: Readonly<Record<string, readonly Sentence[]>>,
  ) {}
}
export const report = (name: string, title: string, chapters: Report['chapters']) => new Report(name, title, chapters)

/** Text with figures in it. A sentence whose figure is missing is not printed half. */
import type { FigureName } from './names.generated.ts'

export interface Sentence {
  readonly texts: readonly string[]
  readonly figures: readonly FigureName[]
}
/** says`全县在保低保对象${'低保户数'}户`: the compiler checks the names. */
export const says = (texts: TemplateStringsArray, ...figures: FigureName[]): Sentence => ({
  texts: [...texts],
  figures,
})
