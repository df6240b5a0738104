/** Which register a command names: by its id, or by the title that the office says. */
import { Refusal } from '#core/actor'
import type { Catalogue } from '#core/catalogue'
import { isExchangeable } from '#core/registers/exchange-columns'
import type { AnyRegister } from '#define/register'

export const registerNamed = (catalogue: Catalogue, name: string): AnyRegister => {
  const all = catalogue.registers.filter(r => r.told.over !== 'start' && isExchangeable(r))
  const found = all.find(r => catalogue.idOf(r) === name || r.title === name)
  if (found) return found
  const known = all.map(r => `${catalogue.idOf(r)}（${r.title}）`).join('、')
  throw new Refusal(`没有「${name}」这本可以导入导出的台账，有：${known}。`)
}
