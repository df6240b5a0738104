/** A party that is known already, because the matter was begun from their file: told, not typed again. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { get } from '../server/call.ts'
import { Loaded } from '../style/page.tsx'

export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly idNumberMasked?: string
  readonly sex?: string
  readonly age?: number
  readonly division?: { readonly name: string; readonly town?: string }
}
export const personKey = (id: string) => ['person', id] as const
export const personOfFile = (id: string) => get<KnownPerson>(`/people/${id}`)

export function KnownParty({ id, other }: { id: string; other: () => void }) {
  const file = useQuery({ queryKey: personKey(id), queryFn: () => personOfFile(id) })
  return (
    <Loaded of={file} rows={1}>
      {p => (
        <div className="row">
          <span className="strong">{p.name}</span>
          <span className="num">{p.idNumberMasked}</span>
          <span className="soft">
            {[p.sex, p.age !== undefined && `${p.age} 岁`, p.division?.town, p.division?.name]
              .filter(Boolean)
              .join('，')}
          </span>
          <Button type="link" onClick={other}>
            换一个人
          </Button>
        </div>
      )}
    </Loaded>
  )
}
