/** 到场的当事人: who of the parties stands at the counter, as the law asks for some steps. */
import { Checkbox } from 'antd'
import type { ShownRegister, ShownStep } from '../server/catalogue.ts'
import { partiesOf } from '../server/catalogue.ts'

interface Props {
  readonly id: string
  readonly step: Pick<ShownStep, 'inPerson'>
  readonly register: ShownRegister | undefined
  readonly value: readonly string[]
  readonly onChange: (came: readonly string[]) => void
}
export function CameChoice({ id, step, register, value, onChange }: Props) {
  if (!step.inPerson) return null
  const parties = partiesOf(register)
  return (
    <fieldset className="field came">
      <legend>
        到场的当事人
        {parties.length > 1 && (
          <span className="soft small">
            {step.inPerson === 'both parties' ? '（须双方本人同时到场）' : '（一方到场即可）'}
          </span>
        )}
      </legend>
      <Checkbox.Group
        name={id}
        value={[...value]}
        onChange={onChange as (v: unknown[]) => void}
        options={parties.map(r => ({ value: r.id, label: `${r.title}本人到场，已核对证件` }))}
      />
    </fieldset>
  )
}
