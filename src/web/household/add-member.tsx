/** Somebody who has come to live with the household. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { post, Refused } from '../server/call.ts'
import { useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import { memberBody, nobody, type TypedPerson } from './entry.ts'
import { isComplete } from './id-number.ts'
import { PersonForm } from './person-form.tsx'

export function AddMember(p: { householdId: string; done: () => void }) {
  const { today } = useCatalogue()
  const client = useQueryClient()
  const [typed, setTyped] = useState<TypedPerson>(nobody)
  const [fault, setFault] = useState<unknown>()
  const add = useMutation({
    mutationFn: () => post(`/households/${p.householdId}/members`, { members: [memberBody(typed, today)] }),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['household', p.householdId] })
      p.done()
    },
    onError: setFault,
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const missing = !typed.name.trim()
      ? '姓名还没有填写。'
      : !isComplete(typed.idNumber, today)
        ? '身份证号不完整或不正确。'
        : !typed.relation
          ? '与户主的关系还没有选择。'
          : undefined
    setFault(missing && new Refused(422, missing))
    if (!missing) add.mutate()
  }
  return (
    <form onSubmit={submit} className="stack modal-person" noValidate>
      <PersonForm id="add" value={typed} onChange={setTyped} />
      <RefusedNote error={fault} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          添加
        </Button>
        <Button onClick={p.done}>取消</Button>
      </div>
    </form>
  )
}
