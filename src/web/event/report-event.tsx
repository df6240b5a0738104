/** Reporting a change: what, whose, since when, and who says so. */
import { useQueryClient } from '@tanstack/react-query'
import { ActDialog } from '../field/act-dialog.tsx'
import { type Choosable, PeopleToChoose } from '../field/person-choice.ts'
import { post } from '../server/call.ts'
import { type ShownField, useCatalogue } from '../server/catalogue.ts'

interface Props {
  readonly household?: { readonly id: string; readonly name: string }
  readonly people: readonly Choosable[]
  readonly isOpen: boolean
  readonly close: () => void
}
/** An event of a person names one; an event of a household does not. */
export function ReportEvent(p: Props) {
  const { events, today } = useCatalogue()
  const client = useQueryClient()
  const offered = events.filter(e => e.id.startsWith('person.') || (p.household && e.id.startsWith('household.')))
  const isOfPerson = (event: unknown) => String(event).startsWith('person.')
  const only = p.people.length === 1 ? p.people[0]?.id : undefined
  return (
    <PeopleToChoose value={p.people}>
      <ActDialog
        isOpen={p.isOpen}
        close={p.close}
        title="报告情况变化"
        verb="报告"
        note="由另一人核实后才影响待遇。"
        asks={({ event }) => [
          {
            ...{ id: 'event', title: '变化', type: 'choice' },
            options: Object.fromEntries(offered.map(e => [e.id, e.title])),
          },
          ...(isOfPerson(event) ? [{ id: 'personId', title: '谁', type: 'person' } as const] : []),
          ...(event === 'person.moved-away' ? [whereTo] : []),
          { id: 'on', title: '发生日期', type: 'day' },
          { id: 'source', title: '来源', type: 'text' },
          { id: 'says', title: '说明', type: 'text', mayBeMissing: true, isLong: true },
        ]}
        begins={{ on: today, source: '入户走访', ...(only && { personId: only }) }}
        send={({ says, toDivisionId, ...typed }) =>
          post('/events', {
            ...typed,
            ...(p.household && { householdId: p.household.id }),
            detail: { ...(!!says && { says }), ...(!!toDivisionId && { toDivisionId }) },
          })
        }
        told="已报告，等待另一人核实"
        done={() => {
          client.invalidateQueries({ queryKey: ['events'] })
          if (p.household) client.invalidateQueries({ queryKey: ['household', p.household.id] })
          client.invalidateQueries({ queryKey: ['person'] })
          p.close()
        }}
      />
    </PeopleToChoose>
  )
}
const whereTo: ShownField = {
  ...{ id: 'toDivisionId', title: '迁往县内何处', type: 'place', mayBeMissing: true },
  hint: '迁出本县的不填',
}
