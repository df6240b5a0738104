/** What is filtered, as a file; the refusal of too many rows says what to narrow. */
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { download, query, sentence } from '../server/call.ts'

export function Export(p: { register: string; search: Readonly<Record<string, string | undefined>> }) {
  const { modal } = App.useApp()
  const [busy, setBusy] = useState(false)
  const fetchFile = async (format: string) => {
    setBusy(true)
    const { after: _, ...filters } = p.search
    await download(`/registers/${p.register}/export${query({ format, ...filters })}`, `export.${format}`).catch(e => {
      modal.error({ title: '没有导出', content: sentence(e) })
    })
    setBusy(false)
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: 'Excel', onClick: () => void fetchFile('xlsx') },
          { key: 'csv', label: 'CSV', onClick: () => void fetchFile('csv') },
        ],
      }}
    >
      <Button loading={busy}>导出</Button>
    </Dropdown>
  )
}
