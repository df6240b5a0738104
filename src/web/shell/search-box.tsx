/** One box for everybody and everything: name, ID number, pinyin initials, case number. The key / goes there. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { addressOf, type Found, FoundLine, findThings, tooShort } from './found.tsx'
import { useSoon } from './soon.ts'

export function SearchBox() {
  const [typed, setTyped] = useState('')
  const asked = useSoon(typed.trim(), 200)
  const box = useRef<InputRef>(null)
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: () => findThings(asked),
    enabled: !tooShort(asked),
    gcTime: 0,
  })
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const at = e.target as HTMLElement
      if (
        e.key !== '/' ||
        e.ctrlKey ||
        e.metaKey ||
        /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) ||
        at.isContentEditable
      )
        return
      e.preventDefault()
      box.current?.focus({ cursor: 'all' })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const rows: readonly Found[] = found.data ?? []
  const go = (key: string) => {
    const thing = rows.find(r => `${r.kind}:${r.id}` === key)
    if (!thing) return
    setTyped('')
    box.current?.blur()
    navigate({ to: addressOf(thing) })
  }
  const nothing =
    found.isSuccess && rows.length === 0 ? '没有找到。可按姓名、完整身份证号、拼音首字母或案件编号查找。' : null
  return (
    <search className="shell-search">
      <AutoComplete
        value={typed}
        onChange={setTyped}
        onSelect={go}
        defaultActiveFirstOption
        popupMatchSelectWidth={420}
        notFoundContent={nothing}
        options={rows.map(r => ({ value: `${r.kind}:${r.id}`, label: <FoundLine thing={r} /> }))}
      >
        <Input
          ref={box}
          allowClear
          aria-label="查找人员、家庭、案件"
          placeholder="姓名、身份证号、拼音首字母、案件编号（按 / 键）"
        />
      </AutoComplete>
    </search>
  )
}
