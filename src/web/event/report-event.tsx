/** Reporting a change: what, whose, since when, and who says so. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '../field/act-dialog.tsx'
import type { Choosable } from '../field/person-choice.ts'
import { post } from '../server/call.ts'
import { type ShownField, useCatalogue } from '../server/catalogue.ts'

interface Props {
  readonly household?: { readonly id: string; readonly name: string }
  readonly people: readonly Choosable[]
}
/** An event of a person names one; an event of a household does not. */
export function ReportEvent({ household, people }: Props) {
  const { events, today } = useCatalogue()
  const client = useQueryClient()
  const ask = useAct()
  const offered = events.filter(e => e.id.startsWith('person.') || (household && e.id.startsWith('household.')))
  const open = () =>
    ask({
      title: '报告情况变化',
      verb: '报告',
      people,
      note: '由另一人核实后才影响待遇。',
      asks: ({ event }) => [
        {
          ...{ id: 'event', title: '变化', type: 'choice' },
          options: Object.fromEntries(offered.map(e => [e.id, e.title])),
        },
        ...(String(event).startsWith('person.') ? [{ id: 'personId', title: '谁', type: 'person' } as const] : []),
        ...(event === 'person.moved-away' ? [whereTo] : []),
        { id: 'on', title: '发生日期', type: 'day' },
        { id: 'source', title: '来源', type: 'text' },
        { id: 'says', title: '说明', type: 'text', mayBeMissing: true, isLong: true },
      ],
      begins: { on: today, source: '入户走访', ...(people.length === 1 && { personId: people[0]!.id }) },
      send: ({ says, toDivisionId, ...typed }) =>
        post('/events', {
          ...typed,
          ...(household && { householdId: household.id }),
          detail: { ...(!!says && { says }), ...(!!toDivisionId && { toDivisionId }) },
        }),
      told: '已报告，等待另一人核实',
      done: () => {
        client.invalidateQueries({ queryKey: ['events'] })
        if (household) client.invalidateQueries({ queryKey: ['household', household.id] })
        client.invalidateQueries({ queryKey: ['person'] })
      },
    })
  return <Button onClick={open}>报告情况变化</Button>
}
const whereTo: ShownField = {
  ...{ id: 'toDivisionId', title: '迁往县内何处', type: 'place', mayBeMissing: true },
  hint: '迁出本县的不填',
}
