/** The fields and parts that a step writes, in the order of the definition, and the values it begins with. */
import type { Values } from '../field/form.tsx'
import { isPart } from '../field/place-of.ts'
import type { ShownField, ShownPart, ShownRegister, ShownStep } from '../server/catalogue.ts'
import type { CaseView } from './view.ts'

export const askedIn = (step: ShownStep, register: ShownRegister | undefined): readonly (ShownField | ShownPart)[] =>
  [...(step.asks ?? []), ...(step.fills ?? [])].flatMap(name =>
    [...(register?.fields ?? []), ...(register?.parts ?? [])]
      .filter(a => a.id === name)
      .map(a => (step.needs?.includes(name) ? { ...a, mayBeMissing: false } : a)),
  )

/** As this case asks it: a secret that is known need not be typed again, and a choice has the options that there are here. */
export const askedHere = (
  step: ShownStep,
  register: ShownRegister | undefined,
  view: Pick<CaseView, 'fields' | 'choices'>,
) =>
  askedIn(step, register).map(a => ({
    ...a,
    ...(isKnownSecret(a, view.fields) && { mayBeMissing: true }),
    ...(view.choices?.[a.id] && { options: view.choices[a.id]! }),
  }))

/** What is known already is not asked twice: a step that looks again begins with what was told. A masked secret is no value. */
export const valuesToBegin = (
  asked: readonly (ShownField | ShownPart)[],
  told: { fields: Values['fields']; parts: Values['parts'] },
): Values => ({
  fields: Object.fromEntries(
    asked
      .filter(
        a => !isPart(a) && !a.isSecret && isTyped(a) && told.fields[a.id] !== undefined && told.fields[a.id] !== null,
      )
      .map(a => [a.id, told.fields[a.id]]),
  ),
  parts: Object.fromEntries(asked.filter(isPart).map(a => [a.id, told.parts[a.id] ?? []])),
})

/** A secret that was told earlier is shown masked and need not be typed again. */
const isKnownSecret = (a: ShownField | ShownPart, told: Values['fields']) => !isPart(a) && !!a.isSecret && !!told[a.id]

/** A number of a series and a moment are given by the ledger. */
const isTyped = (a: ShownField) => a.type !== 'serial' && a.type !== 'instant'

/** What was emptied is sent as empty; a secret that was left alone is not sent. */
export const fieldsToSend = (asked: readonly (ShownField | ShownPart)[], typed: Values['fields']) =>
  Object.fromEntries(
    asked
      .filter(a => !isPart(a) && isTyped(a) && !(a.isSecret && typed[a.id] === undefined))
      .map(a => [a.id, typed[a.id] ?? null]),
  )
