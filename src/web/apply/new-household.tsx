/** A household that the ledger does not know yet, entered before it applies. */
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { useDraft } from '../field/draft.ts'
import { householdBody, missingIn, newHousehold } from '../household/entry.ts'
import { HouseholdForm } from '../household/household-form.tsx'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { Panel, RefusedNote } from '../style/panel.tsx'

export function NewHousehold(p: { idNumber: string; made: (id: string) => void }) {
  const { today, divisions } = useCatalogue()
  const draft = useDraft(`household:${p.idNumber}`, () => newHousehold(p.idNumber))
  const [fault, setFault] = useState<unknown>()
  const villages = divisions.filter(d => d.level === 'village' && d.isMine !== false)
  const only = villages.length === 1 ? villages[0]?.id : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: a village worker has one village
  useEffect(() => {
    if (only && !draft.value.divisionId) draft.set({ ...draft.value, divisionId: only })
  }, [only])
  const enter = useMutation({
    mutationFn: () => post<{ householdId?: string; id?: string }>('/households', householdBody(draft.value, today)),
    onSuccess: made => {
      draft.clear()
      p.made(String(made.householdId ?? made.id))
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = missingIn(draft.value, today)
    setFault(missing ? new Refused(422, missing) : undefined)
    if (!missing) enter.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Panel title="登记家庭">
        <HouseholdForm value={draft.value} onChange={draft.set} />
        <div className="stack after">
          <RefusedNote error={fault} />
          <div className="wizard-foot">
            <Button type="primary" htmlType="submit" loading={enter.isPending}>
              登记并继续
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  )
}
