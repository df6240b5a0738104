/** 可选项: of a field that is a choice, the options that there are in this case; the same on the screen and at the door. */
import { Refusal } from '#core/actor'
import { type SomeProcedure, snake } from '#core/catalogue'
import type { Columns } from '#core/engine'

type Choices = Readonly<Record<string, Readonly<Record<string, string>>>>
/** Field → option → title, for the fields whose options depend on the case. `c`: what its conditions may see. */
export const choicesOf = (p: SomeProcedure, c: unknown): Choices =>
  Object.fromEntries(
    Object.entries<any>(p.head.choices ?? {}).map(([name, of]) => {
      const all: Readonly<Record<string, string>> = p.register.told.fields[name]?.options ?? {}
      const there: readonly string[] = of(c)
      return [name, Object.fromEntries(Object.entries(all).filter(([option]) => there.includes(option)))]
    }),
  )

/** @throws Refusal 422 for an option that this case does not have */
export const refuseOtherChoices = (p: SomeProcedure, filled: Columns, c: unknown) => {
  for (const [name, there] of Object.entries(choicesOf(p, c))) {
    const said = filled[snake(name)]
    if (said === undefined || said === null || String(said) in there) continue
    const { title, options } = p.register.told.fields[name]!
    const ways = Object.values(there).join('、')
    throw new Refusal(
      `「${title}」不能是「${options?.[String(said)] ?? said}」：这个办件${ways ? `可选${ways}` : '没有可选项'}，请重新选择`,
      { status: 422, detail: [name] },
    )
  }
}
