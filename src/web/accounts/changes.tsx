/** Changes that wait for the other administrator; what is handed over after an approval is shown this once. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useDivisionName } from '../field/place-input.tsx'
import { get, post } from '../server/call.ts'
import { postTitle, useCatalogue } from '../server/catalogue.ts'
import { RefusedNote } from '../style/panel.tsx'
import { type Change, type HandedOver, kinds } from './account.ts'

export function Changes({ mayChange }: { mayChange: boolean }) {
  const changes = useQuery({
    queryKey: ['accounts', 'changes'],
    queryFn: () => get<{ rows: Change[] }>('/accounts/changes'),
  })
  const [given, setGiven] = useState<HandedOver>()
  const waiting = changes.data?.rows.filter(x => !x.approvedOn) ?? []
  return (
    <>
      {waiting.map(x => (
        <Waiting key={x.id} change={x} mayChange={mayChange} approved={setGiven} />
      ))}
      <Modal
        open={!!given}
        title={`交给 ${given?.login}（只显示这一次）`}
        footer={null}
        onCancel={() => setGiven(undefined)}
      >
        <dl className="stack">
          {given?.initialPassword && (
            <div>
              <dt className="soft">初始口令（首次登录须修改）</dt>
              <dd className="strong num">{given.initialPassword}</dd>
            </div>
          )}
          {given?.totpUri && (
            <div>
              <dt className="soft">动态口令密钥（录入手机验证器）</dt>
              <dd className="wrap">{given.totpUri}</dd>
            </div>
          )}
          {!given?.initialPassword && !given?.totpUri && <p>已批准。</p>}
        </dl>
      </Modal>
    </>
  )
}

function Waiting(p: { change: Change; mayChange: boolean; approved: (g: HandedOver) => void }) {
  const { change: x } = p
  const c = useCatalogue()
  const nameOf = useDivisionName()
  const client = useQueryClient()
  const approve = useMutation({
    mutationFn: () => post<HandedOver>(`/accounts/changes/${x.id}/approve`),
    onSuccess: given => {
      client.invalidateQueries({ queryKey: ['accounts'] })
      p.approved(given)
    },
  })
  return (
    <div className="told">
      <div className="row">
        <span>
          待批准：{kinds[x.kind]} {x.name} {x.login} {x.post && postTitle(c, x.post)}{' '}
          {x.divisionId && nameOf(String(x.divisionId))} {x.mayDecide && '（有审核确认权）'}；理由：{x.reason}；
          <span className="num">{x.proposedOn}</span> 提出
        </span>
        {p.mayChange && (
          <span className="push">
            {x.mayApprove ? (
              <Popconfirm title="批准这项账号变更？" okText="批准" onConfirm={() => approve.mutate()}>
                <Button size="small" type="primary" loading={approve.isPending}>
                  批准
                </Button>
              </Popconfirm>
            ) : (
              '由另一名管理员批准'
            )}
          </span>
        )}
      </div>
      <RefusedNote error={approve.error} />
    </div>
  )
}
