/** What the definitions say a county has to decide, and within which limits of the law. */
import type { Catalogue } from '#core/catalogue'
import { isOfTheCounty } from '#core/standards/towns'
import type { Span } from '#define/time'
import type { Declared } from './load.ts'

export const declaredBy = (catalogue: Catalogue): Required<Declared> => ({
  standards: Object.fromEntries(
    catalogue.businesses.flatMap(b => {
      const fields = Object.assign({}, ...Object.values(b.registers).map(r => r.told.standards?.told.fields))
      return Object.keys(fields).length ? [[b.id, fields]] : []
    }),
  ),
  isOfTheCounty: (business, name) => isOfTheCounty(catalogue, business, name),
  limits: Object.fromEntries(
    catalogue.businesses.map(b => [
      b.id,
      Object.fromEntries(
        Object.entries(b.procedures).map(([id, { head, steps }]) => [
          id,
          given({
            ...Object.fromEntries(Object.entries(steps).map(([k, s]) => [k, s.within])),
            total: head.inAll?.within,
            extended: head.inAll?.extendableTo,
          }),
        ]),
      ),
    ]),
  ),
})

/** What a case says by itself is promised by none. */
const given = (spans: Readonly<Record<string, Span | ((c: any) => Span) | undefined>>) =>
  Object.fromEntries(Object.entries(spans).flatMap(([k, s]) => (typeof s === 'object' ? [[k, s]] : []))) as Record<
    string,
    Span
  >
