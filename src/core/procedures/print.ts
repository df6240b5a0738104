/** Prints a paper of a case in Word or PDF, from what the ledger has kept; who reads it is noted. */
import { type Actor, Refusal } from '#core/actor'
import { audit } from '#core/audit/entry'
import type { Db } from '#core/db'
import { printDocx } from '#core/documents/docx'
import type { Letter } from '#core/documents/letter'
import { printPdf } from '#core/documents/pdf'
import type { Engine } from '#core/engine'
import type { Day } from '#define/time'
import { type LetterId, lettersOf } from './letters.ts'
import { openPaper, type Paper } from './paper.ts'
import { acceptance, declined, missing, notice } from './paper-before.ts'
import { adjust, confirmation, refusal, stop } from './paper-decided.ts'
import { report } from './paper-means.ts'

export const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const
export type Format = keyof typeof formats
export interface Printed {
  readonly name: string
  readonly bytes: Buffer
  readonly mediaType: string
}
const written: Record<LetterId, (c: Paper) => Promise<Letter>> = {
  ...{ acceptance, missing, 'not-accepted': declined, notice, report },
  ...{ confirmation, refusal, adjust, stop },
}

/**
 * The paper as the decision of that time gives it: printed again, it is the same.
 * @throws Refusal 404 where the asker does not see the case, or the case has no such paper
 */
export const printLetter = async (
  db: Db,
  engine: Engine,
  actor: Actor,
  caseId: number,
  letterId: string,
  format: Format,
  on: Day,
): Promise<Printed> => {
  const paper = await openPaper(db, engine, actor, caseId, on)
  const may = lettersOf(paper.p, paper.case, engine.catalogue.benefitsOf(paper.p.register).length > 0)
  const listed = may.find(l => l.id === letterId)
  if (!listed) {
    const there = may.length ? `现在有：${may.map(l => l.title).join('、')}` : '现在还没有可以打印的文书'
    throw new Refusal(`这个办件没有所要的文书；${there}`, { status: 404 })
  }
  const letter = await written[listed.id](paper)
  await audit(db, actor, {
    action: 'letter.printed',
    business: engine.catalogue.businessOf(paper.p),
    subject: `case:${caseId}`,
    detail: { letter: listed.id, format },
  })
  return printed(letter, `${listed.title}-${paper.case.header.number}`, format)
}

export const printed = async (letter: Letter, name: string, format: Format): Promise<Printed> => ({
  name: `${name}.${format}`,
  bytes: format === 'docx' ? await printDocx(letter) : printPdf(letter),
  mediaType: formats[format],
})
