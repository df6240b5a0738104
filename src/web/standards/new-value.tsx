/** A new value, with the day it starts and the document that says so. */
import { useQueryClient } from '@tanstack/react-query'
import { ActDialog } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import type { ShownField } from '../server/catalogue.ts'

interface Props {
  readonly business: string
  readonly quantities: readonly ShownField[]
  readonly quantity?: string
  readonly close: () => void
}
export function NewValue(p: Props) {
  const client = useQueryClient()
  const named = (id: unknown) => p.quantities.find(q => q.id === id)
  return (
    <ActDialog
      isOpen
      close={p.close}
      title="录入新标准"
      verb="录入"
      note="由另一人复核后生效。"
      asks={({ quantity }) => {
        const q = named(quantity)
        return [
          {
            ...{ id: 'quantity', title: '标准', type: 'choice' },
            options: Object.fromEntries(p.quantities.map(x => [x.id, x.title])),
          },
          // Its own input, so that what was typed for one quantity is never sent for another.
          ...(q ? [{ ...q, id: `value-${q.id}`, title: '新数值', mayBeMissing: false }] : []),
          { id: 'starts', title: '生效日期', type: 'day' },
          { id: 'document', title: '文号', type: 'text' },
        ]
      }}
      {...(p.quantity && { begins: { quantity: p.quantity } })}
      send={({ quantity, starts, document, ...typed }) =>
        post(`/standards/${p.business}`, { quantity, starts, document, value: String(typed[`value-${quantity}`]) })
      }
      told="已录入，等待另一人复核"
      done={() => {
        client.invalidateQueries({ queryKey: ['standards'] })
        p.close()
      }}
    />
  )
}
