/**
 * A small act: what it asks, one sentence on what is missing, one press. It has one window for the whole program, which stands beside the pages and
 * not in a line of theirs: a list that turns into cards, or is loaded anew, leaves it open with what was typed.
 */
import { useMutation } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { App, Modal } from 'antd'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Act } from './act.ts'
import { ActFields } from './act-fields.tsx'
import { PeopleToChoose } from './person-choice.ts'

const Window = createContext<(act: Act) => void>(() => {})
/** Opens the window: `const ask = useAct()`, `ask({ title: '撤回批次', … })`. */
export const useAct = (): (<T>(act: Act<T>) => void) => {
  const open = useContext(Window)
  return act => open(act as Act)
}

export function ActWindow(p: { children: ReactNode }) {
  const [act, setAct] = useState<Act>()
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another matter
  useEffect(() => setAct(undefined), [pathname])
  const close = () => setAct(undefined)
  return (
    <Window.Provider value={setAct}>
      {p.children}
      <Modal open={!!act} title={act?.title} footer={null} destroyOnHidden onCancel={close}>
        {act && (
          <PeopleToChoose value={act.people ?? []}>
            <Sending act={act} close={close} />
          </PeopleToChoose>
        )}
      </Modal>
    </Window.Provider>
  )
}

/** The form alone, where it stands in a page. */
export function ActForm<T>({ cancel, ...act }: Omit<Act<T>, 'title'> & { cancel: () => void }) {
  return <Sending act={{ title: act.verb ?? '', ...act } as Act} close={cancel} />
}

function Sending({ act, close }: { act: Act; close: () => void }) {
  const { message } = App.useApp()
  const send = useMutation({
    mutationFn: act.send,
    onSuccess: done => {
      if (act.told) message.success(typeof act.told === 'function' ? act.told(done) : act.told)
      close()
      act.done?.(done)
    },
  })
  return <ActFields act={act} cancel={close} send={send.mutate} error={send.error} isSending={send.isPending} />
}
