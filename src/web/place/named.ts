/** Registers whose lines name a subject kept in others: the meals of a meal point. */
import type { Catalogue } from '../server/catalogue.ts'

export const namesakesOf = (c: Catalogue, keptIn: readonly string[]) =>
  c.businesses.flatMap(b =>
    b.registers.flatMap(r => {
      const field = r.fields.find(f => f.type === 'subject' && f.of && keptIn.includes(f.of))
      return field ? [{ register: r.id, title: r.title, field: field.id }] : []
    }),
  )
