/** Keyset paging: the place where the page begins stands in the address, so that «back» is back. */
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'

export const useAddress = () => {
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>
  const navigate = useNavigate()
  /** Another filter begins at the first page again. */
  const set = (values: Readonly<Record<string, string | undefined>>, keepPlace = false) =>
    navigate({
      to: '.',
      search: ((old: Record<string, string | undefined>) => {
        const next = { ...old, ...(keepPlace ? {} : { after: undefined }), ...values }
        return Object.fromEntries(Object.entries(next).filter(([, v]) => v !== undefined && v !== ''))
      }) as never,
      replace: !('after' in values),
    })
  return { search, set }
}

export function Pages(p: { next: string | null | undefined; shown: number }) {
  const { search, set } = useAddress()
  const router = useRouter()
  if (!search.after && !p.next) return null
  return (
    <nav className="more no-print" aria-label="翻页">
      <Button disabled={!search.after} onClick={() => router.history.back()}>
        上一页
      </Button>
      <span className="soft" style={{ padding: '4px 14px' }}>
        本页 <span className="num">{p.shown}</span> 条
      </span>
      <Button disabled={!p.next} onClick={() => set({ after: p.next ?? undefined }, true)}>
        下一页
      </Button>
    </nav>
  )
}
