/** The menu as it is shown beside the page and, on a phone, as a page: own favourites first, then the work, then office by office. */
import { Link, useLocation } from '@tanstack/react-router'
import { Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useCatalogue } from '../server/catalogue.ts'
import { useMe } from '../session/me.ts'
import { opened, useFavourites } from './favourites.ts'
import { type Entry, entriesOf, foundIn, type Group, isLong, menuOf } from './menu.ts'

export function MenuGroups() {
  const me = useMe()
  const groups = menuOf(me, useCatalogue())
  const { pathname } = useLocation()
  const account = me?.accountId ?? ''
  const favourites = useFavourites(account)
  const [typed, setTyped] = useState('')
  const long = isLong(groups)
  const registers = entriesOf(groups.filter(g => g.isOffice))
  const here = registers.find(e => pathname === e.to || pathname.startsWith(`${e.to}/`))?.to
  useEffect(() => {
    if (account && here) opened(account, here)
  }, [account, here])
  const named = (all: readonly string[]) => all.flatMap(to => registers.find(e => e.to === to) ?? [])
  const [starred, recent] = [named(favourites.starred), named(favourites.recent)]
  const star = (e: Entry) => (
    <Star entry={e} isOn={favourites.starred.includes(e.to)} press={() => favourites.star(e.to)} />
  )
  const shown = foundIn(groups, typed)
  return (
    <>
      {long && (
        <Input
          allowClear
          className="menu-find"
          aria-label="查找功能"
          placeholder="查找台账、事项"
          value={typed}
          onChange={e => setTyped(e.target.value)}
        />
      )}
      {long && !typed && starred.length > 0 && <Section group={{ title: '常用', entries: starred }} extra={star} />}
      {shown.map(g => (
        <Section
          key={g.title}
          group={g}
          {...(g.isOffice && long && { extra: star })}
          {...(g.isOffice && long && !typed && { folds: g.entries.some(e => e.to === here) ? 'open' : 'closed' })}
        />
      ))}
      {long && !typed && recent.length > 0 && <Section group={{ title: '最近打开', entries: recent }} extra={star} />}
      {shown.length === 0 && <p className="menu-none soft">没有这个功能，或您的岗位不办理。</p>}
    </>
  )
}

function Section(p: { group: Group; extra?: (e: Entry) => ReactNode; folds?: 'open' | 'closed' }) {
  const { title, entries } = p.group
  const id = `menu-${title}`
  const list = (
    <ul aria-labelledby={id}>
      {entries.map(e => (
        <li key={e.to}>
          <Link to={e.to} activeOptions={{ exact: e.to === '/', includeSearch: false }}>
            {e.title}
          </Link>
          {p.extra?.(e)}
        </li>
      ))}
    </ul>
  )
  return p.folds ? (
    <details className="menu-group" open={p.folds === 'open'}>
      <summary className="group" id={id}>
        {title} <span className="num">{entries.length}</span>
      </summary>
      {list}
    </details>
  ) : (
    <div className="menu-group">
      <div className="group" id={id}>
        {title}
      </div>
      {list}
    </div>
  )
}

function Star({ entry, isOn, press }: { entry: Entry; isOn: boolean; press: () => void }) {
  return (
    <button
      type="button"
      className={isOn ? 'menu-star on' : 'menu-star'}
      aria-pressed={isOn}
      aria-label={`${entry.title}设为常用`}
      title={isOn ? '从常用中移除' : '设为常用'}
      onClick={press}
    >
      {isOn ? '★' : '☆'}
    </button>
  )
}
