/** 更正: where a record of our own is put right, which made something known. */
import type { Catalogue } from '#core/catalogue'

/** The matter by which a record of this procedure is annulled. */
export const correctionOf = (catalogue: Catalogue, procedure: string | null) => {
  const register = procedure && catalogue.procedure(procedure)?.register
  return catalogue.procedures.find(
    p => !p.isNew && p.register === register && Object.values(p.steps).some(s => s.decides?.includes('annul')),
  )
}
