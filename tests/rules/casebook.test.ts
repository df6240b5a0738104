/** 判例: every case of every casebook is asserted through the engine's own evaluation and clock. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '#core/calendar/working-days'
import { Catalogue } from '#core/catalogue'
import { firstMonthOf } from '#core/procedures/evaluate-case'
import { standingOf } from '#core/procedures/standing'
import { readCalendars } from '#core/profile/calendars'
import { evaluate, refusing, verdicts, worthOf } from '#core/registers/evaluate'
import { typedStandards } from '#core/standards/typed'
import type { Casebook } from '#define/casebook'
import type { Field } from '#define/field'
import { monthOf } from '#define/time'
import { modules } from '#domains/index'

const root = new URL('../../src/domains/', import.meta.url)
const examples = readdirSync(root, { recursive: true })
  .map(String)
  .filter(f => f.endsWith('.examples.ts'))
const books = await Promise.all(examples.map(async f => (await import(new URL(f, root).href)).default as Casebook))
const catalogue = new Catalogue(modules)
const calendar = calendarOf((await readCalendars('profiles/nanling')).days)

test('every procedure that pays has a casebook', () => {
  const proven = new Set(books.map(b => b.procedure))
  const paying = catalogue.procedures.filter(p => p.isNew && catalogue.benefitsOf(p.register).length)
  expect(paying.filter(p => !proven.has(p)).map(p => p.title)).toEqual([])
})

for (const book of books)
  describe(book.procedure.title, () => {
    const { procedure: p, benefit } = book
    const fields = (p.register.told.standards?.told.fields ?? {}) as Record<string, Field<any>>
    for (const [title, e] of Object.entries(book.cases))
      test(title, () => {
        const texts = Object.fromEntries(
          Object.entries(fields).map(([k, f]) => [k, e.standards?.[k] ?? f.example ?? '']),
        )
        const standards = typedStandards(fields, texts)
        const past = { ...Object.fromEntries(Object.keys(p.register.told.past ?? {}).map(k => [k, 0])), ...e.past }
        const found = evaluate(p.register, {
          subjects: e.of ?? {},
          row: e.row ?? {},
          parts: e.parts ?? {},
          standards,
          past,
          on: e.on,
        })
        const refused = refusing(verdicts((p.head.mustTo?.[e.to as 'stop'] ?? p.head.must)?.(found.c) ?? [], e.on))[0]
          ?.says
        if ('refused' in e || 'pays' in e) expect(refused).toBe(e.refused)
        if (e.pays !== undefined)
          expect(worthOf(benefit!, { row: e.row, measured: found.measured, standards, past }, monthOf(e.on))).toBe(
            e.pays,
          )
        if (e.first) expect(firstMonthOf(benefit!, found.c, { decided: e.on, applied: e.on })).toBe(e.first.month)
        if (!e.may) return
        const clock = { calendar, promises: {}, pauses: [], isPublicityInside: true }
        const s = standingOf(p, e.done ?? {}, e.on, found.c, clock, e.on)
        if (e.stands) expect(s.lapsed?.as).toBe(e.stands)
        const lasting = s.lasting && e.on <= s.lasting.until ? s.lasting : undefined
        const meanwhile = lasting && [p.steps[lasting.step]!.withdrawnBy ? 'withdraw' : 'object']
        const step = s.step && p.steps[s.step]
        const by = step && `${s.step} by ${String(step.who)}${step.delegable ? ' or town' : ''}`
        const next = e.may[0]?.includes(' by ') ? [by] : s.step ? [s.step] : []
        expect(meanwhile ?? next).toEqual(e.may)
        if (e.due) expect(lasting?.until ?? s.due).toBe(e.due)
      })
  })
