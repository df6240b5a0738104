/** Sealing a run: from then on its content stands, and somebody else releases it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { post } from '../server/call.ts'
import { RefusedNote } from '../style/panel.tsx'

export function Seal({ run, size }: { run: number; size?: 'small' }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const seal = useMutation({
    mutationFn: () => post<{ id: number }>(`/payments/runs/${run}/seal`),
    onSuccess: batch => {
      client.invalidateQueries({ queryKey: ['payments'] })
      navigate({ to: `/payments/${batch.id}` })
    },
  })
  return (
    <>
      <Button {...(size && { size })} type="primary" loading={seal.isPending} onClick={() => seal.mutate()}>
        封存
      </Button>
      <RefusedNote error={seal.error} />
    </>
  )
}
