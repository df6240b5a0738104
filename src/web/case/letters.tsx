/** Papers of the case, as Word to be edited or PDF to be printed. */
import { App } from 'antd'
import { download, sentence } from '../server/call.ts'
import { Panel } from '../style/panel.tsx'
import type { CaseView } from './view.ts'

export function LettersPanel({ view }: { view: CaseView }) {
  const { message } = App.useApp()
  if (!view.letters?.length) return null
  const fetchLetter = (id: string, kind: string) =>
    download(`/cases/${view.id}/letters/${id}.${kind}`, `${id}.${kind}`).catch(e => message.error(sentence(e)))
  return (
    <Panel title="文书" folds="closed" flush>
      <ul className="papers">
        {view.letters.map(l => (
          <li key={l.id}>
            <span>{l.title}</span>
            <span className="push row">
              <button
                type="button"
                className="link-button"
                aria-label={`下载 ${l.title} Word`}
                onClick={() => fetchLetter(l.id, 'docx')}
              >
                Word
              </button>
              <button
                type="button"
                className="link-button"
                aria-label={`下载 ${l.title} PDF`}
                onClick={() => fetchLetter(l.id, 'pdf')}
              >
                PDF
              </button>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
