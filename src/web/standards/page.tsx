/** 当地标准: each quantity with its versions by start date; a new one is proposed by one and checked by another. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { BusinessChoice } from '../list/business-choice.tsx'
import { useAddress } from '../list/pages.tsx'
import { get } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { may, useMe } from '../session/me.ts'
import { Loaded, Page } from '../style/page.tsx'
import { Panel } from '../style/panel.tsx'
import { CheckValue } from './check-value.tsx'
import { useNewValue } from './new-value.ts'
import { isOpen, type Standards } from './standard.ts'
import { Versions } from './versions.tsx'
import './standards.css'

export function StandardsPage() {
  const c = useCatalogue()
  const me = useMe()
  const { search, set } = useAddress()
  const businesses = c.businesses.filter(b => b.registers.some(r => r.standards?.length))
  const business = search.business ?? businesses[0]?.id ?? ''
  const add = useNewValue(business)
  const standards = useQuery({
    queryKey: ['standards', business],
    queryFn: () => get<Standards>(`/standards/${business}`),
    enabled: !!business,
  })
  const mayAdd = may(me, 'standards.set')
  return (
    <Page
      title="当地标准"
      under="每项标准按生效日期分段，注明文号；录入与复核不得为同一人"
      acts={
        mayAdd &&
        standards.data && (
          <Button type="primary" onClick={() => add(standards.data.quantities)}>
            录入新标准
          </Button>
        )
      }
    >
      <BusinessChoice offered={businesses} value={business} onChange={b => set({ business: b })} />
      <Loaded of={standards} rows={12}>
        {s => (
          <>
            {s.values.filter(isOpen).map(v => (
              <CheckValue
                key={v.id}
                value={v}
                quantity={s.quantities.find(q => q.id === v.quantity)}
                business={business}
              />
            ))}
            <Panel flush>
              <Versions standards={s} {...(mayAdd && { add: (quantity: string) => add(s.quantities, quantity) })} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}
