/** Import: the template, a dry run that names each wrong cell, and only then the writing. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { download, post, sentence } from '../server/call.ts'
import { registerOf, useCatalogue } from '../server/catalogue.ts'
import { ChooseFile } from '../style/choose-file.tsx'
import { Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { type ImportFault, ImportFaults } from './import-faults.tsx'
import { WaitingImports, waitingKey } from './waiting-imports.tsx'

interface Checked {
  readonly ok: boolean
  readonly rows: number
  /** How many are new; of a register over days those that are right can be taken although others are not. */
  readonly added?: number
  readonly raised?: number
  readonly errors: readonly ImportFault[]
  /** Handed in; another person looks at it before it is written. */
  readonly waitsAs?: number
}
export function ImportPage() {
  const { register: id } = useParams({ strict: false }) as { register: string }
  const register = registerOf(useCatalogue(), id)
  const client = useQueryClient()
  const { message } = App.useApp()
  const [file, setFile] = useState<File>()
  const formOf = (f: File) => {
    const form = new FormData()
    form.append('file', f, f.name)
    return form
  }
  const send = (path: string, f: File) => post<Checked>(path, formOf(f))
  /** The rows as they were, what is wrong beside them. */
  const mend = useMutation({
    mutationFn: () => download(`/registers/${id}/import?dry-run=1&errors=xlsx`, '导入错误.xlsx', formOf(file!)),
    onError: e => message.error(sentence(e)),
  })
  const takesGood = register?.entry === 'rows'
  const dry = useMutation({ mutationFn: (f: File) => send(`/registers/${id}/import?dry-run=1`, f) })
  const write = useMutation({
    mutationFn: () => send(`/registers/${id}/import${takesGood ? '?good=1' : ''}`, file!),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ['register', id] })
      client.invalidateQueries({ queryKey: waitingKey(id) })
    },
  })
  const choose = (f: File) => {
    setFile(f)
    write.reset()
    dry.mutate(f)
  }
  const checked = dry.data
  const isEmpty = checked?.rows === 0
  return (
    <Page title={`导入${register?.title ?? ''}`} under={<Link to={`/registers/${id}`}>返回台账</Link>}>
      {register?.isChecked && register.can?.includes('import') && <WaitingImports register={id} />}
      <Panel title="一、下载模板，按模板填写">
        <div className="row">
          <Button
            onClick={() =>
              download(`/registers/${id}/template`, 'template.xlsx').catch(e => message.error(sentence(e)))
            }
          >
            下载模板
          </Button>
          <span className="soft">证件号、账号等长数字请保持文本格式；表头不要改动。</span>
        </div>
      </Panel>
      <Panel title="二、选择文件试算（不写入）">
        <div className="stack">
          <ChooseFile
            label="导入文件"
            accept=".xlsx,.csv"
            isFirst={!checked}
            isBusy={dry.isPending}
            {...(file && { name: file.name })}
            onFile={choose}
          >
            选择 Excel 或 CSV 文件
          </ChooseFile>
          <RefusedNote error={dry.error} />
          {isEmpty && <div className="refused">文件里没有一行数据，请在标题行下面填写后重新选择。</div>}
          {checked &&
            !isEmpty &&
            (checked.ok ? (
              <div className="told-good">
                共 <span className="num">{checked.rows}</span> 行，全部符合，可以导入。
              </div>
            ) : (
              <div className="refused">
                共 <span className="num">{checked.rows}</span> 行，有{' '}
                <span className="num">{checked.errors.length}</span> 处错误；
                {takesGood
                  ? '什么都还没有写入：可以改正后重新选择文件，也可以只导入无误的行。'
                  : '改正后重新选择文件，什么都没有写入。'}
                <div>
                  <Button size="small" loading={mend.isPending} onClick={() => mend.mutate()}>
                    下载错误表，改正后再导入
                  </Button>
                </div>
              </div>
            ))}
        </div>
      </Panel>
      {checked && !checked.ok && <ImportFaults faults={checked.errors} />}
      {checked && !isEmpty && (checked.ok || (takesGood && !!checked.added)) && (
        <Panel title="三、写入">
          <div className="stack">
            <RefusedNote error={write.error} />
            {write.data ? (
              write.data.waitsAs ? (
                <div className="told-good">已提交，等待另一人复核；复核后写入台账。</div>
              ) : (
                <div className="told-good">
                  已导入 <span className="num">{write.data.added ?? write.data.rows}</span> 行
                  {write.data.raised ? `，其中 ${write.data.raised} 行已派人核实` : ''}。
                  <Link to={`/registers/${id}`}>查看台账</Link>
                </div>
              )
            ) : (
              <div>
                <Button type="primary" loading={write.isPending} onClick={() => write.mutate()}>
                  {checked.ok ? `导入 ${checked.rows} 行` : `只导入无误的 ${checked.added} 行`}
                </Button>
              </div>
            )}
          </div>
        </Panel>
      )}
    </Page>
  )
}
