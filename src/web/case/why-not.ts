/** Why an act is not open to this actor, whether told once for all or act by act. */
import type { CaseView } from './view.ts'

export const whyNotOf = (view: CaseView, act: string): string => {
  const why = view.can.whyNot
  if (!why) return ''
  return typeof why === 'string' ? why : (why[act] ?? '')
}
