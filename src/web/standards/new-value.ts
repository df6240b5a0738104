/** A new value, with the day it starts and the document that says so. */
import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { type ShownField, useCatalogue } from '../server/catalogue.ts'

/** `quantity`: the one whose line was pressed. */
export const useNewValue = (business: string) => {
  const client = useQueryClient()
  const ask = useAct()
  const towns = useCatalogue().divisions.filter(d => d.level === 'town')
  return (quantities: readonly ShownField[], quantity?: string) =>
    ask({
      title: '录入新标准',
      verb: '录入',
      note: '由另一人复核后生效。',
      asks: typed => {
        const q = quantities.find(x => x.id === typed.quantity)
        return [
          {
            ...{ id: 'quantity', title: '标准', type: 'choice' },
            options: Object.fromEntries(quantities.map(x => [x.id, x.title])),
          },
          // Its own input, so that what was typed for one quantity is never sent for another.
          ...(q ? [{ ...q, id: `value-${q.id}`, title: '新数值', mayBeMissing: false }] : []),
          {
            ...{ id: 'divisionId', title: '只适用乡镇', type: 'choice', mayBeMissing: true },
            ...{ hint: '不选即全县适用', options: Object.fromEntries(towns.map(d => [d.id, d.name])) },
          },
          { id: 'starts', title: '生效日期', type: 'day' },
          { id: 'document', title: '文号', type: 'text' },
        ]
      },
      ...(quantity && { begins: { quantity } }),
      send: ({ quantity: of, starts, document, divisionId, ...typed }) =>
        post(`/standards/${business}`, {
          ...{ quantity: of, starts, document, value: String(typed[`value-${of}`]) },
          ...(divisionId ? { divisionId } : {}),
        }),
      told: '已录入，等待另一人复核',
      done: () => client.invalidateQueries({ queryKey: ['standards'] }),
    })
}
