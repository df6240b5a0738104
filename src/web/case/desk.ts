/** Files of this case: kept as attachments as soon as they are chosen, named when they are shown. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FileDesk, StoredFile } from '../field/case-files.ts'
import { post } from '../server/call.ts'
import { type CaseView, caseKey } from './view.ts'

export const keepFile = async (caseId: string, file: File): Promise<StoredFile> => {
  const form = new FormData()
  form.append('file', file, file.name)
  const kept = await post<StoredFile & { attachments?: readonly StoredFile[] }>(`/cases/${caseId}/attachments`, form)
  return kept.attachments?.at(-1) ?? kept
}

export const useDeskOf = (view: CaseView): FileDesk => {
  const client = useQueryClient()
  return useMemo(
    () => ({
      keep: async file => {
        const kept = await keepFile(view.id, file)
        client.setQueryData<CaseView>(
          caseKey(view.id),
          old =>
            old && { ...old, attachments: [...(old.attachments ?? []), { ...kept, name: kept.name ?? file.name }] },
        )
        return kept
      },
      nameOf: id => view.attachments?.find(a => a.id === id)?.name,
    }),
    [client, view.id, view.attachments],
  )
}
