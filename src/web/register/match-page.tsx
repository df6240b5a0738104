/** 比对: a department's file against the ledger; first what it would find, then the writing, and the files of before. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Listing } from '../list/listing.tsx'
import { post } from '../server/call.ts'
import { registerOf, useCatalogue } from '../server/catalogue.ts'
import { ChooseFile } from '../style/choose-file.tsx'
import { Page } from '../style/page.tsx'
import { Panel, RefusedNote } from '../style/panel.tsx'
import { MatchedFiles, matchedKey } from './matched-files.tsx'

interface Matched {
  readonly rows: number
  readonly nameless: number
  readonly hits: number
  readonly added: number
  readonly known: number
  readonly raised: number
  readonly problems: readonly { readonly row: number; readonly says: string }[]
  readonly before: string | null
}
export function MatchPage() {
  const { register: id } = useParams({ strict: false }) as { register: string }
  const register = registerOf(useCatalogue(), id)
  const client = useQueryClient()
  const [file, setFile] = useState<File>()
  const send = (f: File, query = '') => {
    const form = new FormData()
    form.append('file', f, f.name)
    return post<Matched>(`/registers/${id}/match${query}`, form)
  }
  const dry = useMutation({ mutationFn: (f: File) => send(f, '?dry-run=1') })
  const write = useMutation({
    mutationFn: () => send(file!),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: matchedKey(id) })
      client.invalidateQueries({ queryKey: ['register', id] })
    },
  })
  const choose = (f: File) => {
    setFile(f)
    write.reset()
    dry.mutate(f)
  }
  const found = dry.data
  return (
    <Page title={`比对${register?.title ?? ''}`} under={<Link to={`/registers/${id}`}>返回台账</Link>}>
      <Panel title="一、选择部门文件试比（不写入）">
        <div className="stack">
          <div className="soft">
            {`${register?.source ?? ''}提供的 CSV、Parquet 文件或 Excel 工作簿（.xlsx，取第一张表），表头含姓名、证件号码和各列名称。只有本县台账里的人才会被留下；命中只是线索，由乡镇核实、听取本人说明后才改变待遇。`}
          </div>
          <ChooseFile
            label="部门文件"
            accept=".csv,.txt,.parquet,.xlsx"
            isFirst={!found}
            isBusy={dry.isPending}
            {...(file && { name: file.name })}
            onFile={choose}
          >
            选择文件
          </ChooseFile>
          <RefusedNote error={dry.error} />
          {found && (
            <div className={found.problems.length ? 'refused' : 'told-good'}>
              共 <span className="num">{found.rows}</span> 行，命中本县人员 <span className="num">{found.hits}</span>{' '}
              行：新增 <span className="num">{found.added}</span>，早已告知 <span className="num">{found.known}</span>
              {found.problems.length > 0 && `，不采用 ${found.problems.length}`}；将派出线索{' '}
              <span className="num">{found.raised}</span> 条。
              {found.nameless > 0 && `另有 ${found.nameless} 行证件号码不全，无法比对。`}
              {found.before && `这个文件 ${found.before} 已经比对过。`}
            </div>
          )}
        </div>
      </Panel>
      {found && found.problems.length > 0 && (
        <Panel title="不采用的行" flush>
          <Listing
            rows={found.problems.slice(0, 200)}
            keyOf={(_, i) => String(i)}
            columns={[
              {
                id: 'row',
                title: '行',
                isName: true,
                show: p => <span className="num">第 {p.row} 行</span>,
                width: 90,
              },
              { id: 'says', title: '原因', show: p => <span className="cell-said">{p.says}</span> },
            ]}
          />
        </Panel>
      )}
      {found && (
        <Panel title="二、写入并派出线索">
          <div className="stack">
            <RefusedNote error={write.error} />
            {write.data ? (
              <div className="told-good">
                已写入 <span className="num">{write.data.added}</span> 行，派出线索{' '}
                <span className="num">{write.data.raised}</span> 条，已到所在乡镇的工作台。
                <Link to={`/registers/${id}`}>查看台账</Link>
              </div>
            ) : (
              <div>
                <Button type="primary" loading={write.isPending} disabled={!found.added} onClick={() => write.mutate()}>
                  {found.added ? `写入 ${found.added} 行` : '没有新的命中，无须写入'}
                </Button>
              </div>
            )}
          </div>
        </Panel>
      )}
      <MatchedFiles register={id} />
    </Page>
  )
}
