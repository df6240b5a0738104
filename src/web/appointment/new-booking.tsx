/** A new appointment: who, for what; the hour has been chosen in the week. */
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { PartiesStep } from '../apply/parties-step.tsx'
import type { ChosenSubject } from '../apply/subject-step.tsx'
import { ActForm } from '../field/act-dialog.tsx'
import { post } from '../server/call.ts'
import { Panel } from '../style/panel.tsx'
import { dayTitle, type Slot, type Week } from './appointment.ts'

export function NewBooking({ week, slot, close }: { week: Week; slot: Slot; close: () => void }) {
  const client = useQueryClient()
  const [person, setPerson] = useState<ChosenSubject>()
  const when = `${dayTitle(slot.day)} ${week.hours[slot.hour]}`
  return (
    <Panel
      title={`预约：${when}`}
      mark={person && <span>{person.name}</span>}
      extra={<Button onClick={close}>不约了</Button>}
    >
      {person ? (
        <ActForm
          verb="预约"
          asks={[
            { id: 'service', title: '办理事项', type: 'choice', options: week.services },
            { id: 'booker', title: '联系方式或备注', type: 'text', mayBeMissing: true },
          ]}
          send={typed =>
            post<{ number: string }>('/appointments', {
              ...{ register: week.register, personId: person.body.personId, ...slot },
              ...typed,
            })
          }
          told={made => `已预约，预约号 ${made.number}`}
          done={() => {
            client.invalidateQueries({ queryKey: ['appointments'] })
            close()
          }}
          cancel={close}
        />
      ) : (
        <PartiesStep of="appointment" roles={[{ id: 'person', title: '预约人' }]} isJoint={false} chosen={setPerson} />
      )}
    </Panel>
  )
}
