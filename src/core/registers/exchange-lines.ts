/** 在册的明细: what stands below a row that is there is changed by its matters and by events, and by no table; the refusal names them. */
import { Refusal } from '#core/actor'
import type { Below, ImportedRow } from '#core/documents/import-table'
import type { Engine } from '#core/engine'
import { events } from '#define/events'
import type { AnyRegister } from '#define/register'
import { memberSheet } from './exchange-members.ts'
import { isOf, type ReadSheet } from './exchange-parts.ts'

/** @throws Refusal where the file says otherwise than the ledger; what was exported and comes back is the same */
export const refuseOtherLines = (
  engine: Engine,
  r: AnyRegister,
  line: ImportedRow,
  sheets: readonly ReadSheet[],
  shown: ReadonlyMap<string, Record<string, string>[]>,
) => {
  for (const sheet of sheets) {
    const told = (l: Readonly<Record<string, string>>) =>
      sheet.columns
        .slice(2)
        .map(c => l[c.key] ?? '')
        .join('|')
    const there = (shown.get(sheet.name) ?? []).filter(l => l['.id'] === line.values['.id']).map(told)
    const other = sheet.lines.filter(l => isOf(line, l)).filter(l => !taken(there, told(l.values)))
    if (!other.length && !there.length) continue
    const where = other.length
      ? `第${other.map(l => l.row).join('、')}行与台账中的不同`
      : `缺少台账中的${there.length}行`
    const says = `${where}：${whyNot(engine, r, sheet)}，或者照导出填写`
    const below: Below = { sheet: sheet.name, rows: other.map(l => l.row), says }
    throw new Refusal(`${sheet.title}表${says}`, { detail: { below } })
  }
}
const taken = (there: string[], one: string) => {
  const at = there.indexOf(one)
  if (at >= 0) there.splice(at, 1)
  return at >= 0
}
const whyNot = (engine: Engine, r: AnyRegister, sheet: ReadSheet) => {
  if (sheet.name === memberSheet)
    return `家庭成员和他们的情况随事件变化，不能用导入更改；请登记「${events['person.joined']}」「${events['person.left']}」等事件，确认后生效`
  const matters = engine.catalogue
    .proceduresOf(r)
    .filter(
      p =>
        !p.isNew &&
        Object.values(p.steps).some(s => [...(s.asks ?? []), ...(s.fills ?? [])].includes(sheet.name as never)),
    )
  const names = matters.map(p => `「${p.title}」`).join('或者')
  return `在册的明细关系待遇，须经调查和决定，不能用导入更改${names ? `；请办理${names}` : ''}`
}
/** Which lines of a further sheet a refusal is about. */
export const belowOf = (refusal: Refusal): { readonly below?: Below } => {
  const { below } = (refusal.more.detail ?? {}) as { below?: Below }
  return below ? { below } : {}
}
