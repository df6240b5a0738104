-- 发放与资金：每月一次的发放、封存的批次、逐户的发放行、银行结果、追缴，和收支两平的资金账。
-- Nothing of money is changed afterwards: a line stands as it was paid, and what was wrong is another line.

-- Writers of a register wait while its run is worked out, so that no decision falls between this run and the next.
create function hold_still(tab text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  execute format('lock table public.%I in share mode', tab);
end $$;
create index person_died on person (county_id, id) where died_on is not null;

create table payment_run (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  benefit text not null, month date not null check (extract(day from month) = 1),
  kind text not null check (kind in ('month', 'supplement')),
  pays_from date check (extract(day from pays_from) = 1 and pays_from between month - interval '5 months' and month),
  nth integer not null check (nth > 0), fund text not null, town_fund text check (town_fund <> fund), made_by bigint not null, made_person bigint not null, made_on date not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), unique (county_id, benefit, nth)
);
comment on table payment_run is '发放：一项待遇一个月核发一次，另可补核（只增不改）';
comment on column payment_run.id is '编号；此号之前的状况版次都已计入本次发放';
comment on column payment_run.pays_from is '一次发放几个月的（按季、按半年），最早的所属月份；空为只发本月';
comment on column payment_run.nth is '该待遇第几次发放';
comment on column payment_run.town_fund is '由乡镇决定的从这项资金支付；空为全部从 fund 支付';
create unique index month_paid_once on payment_run (county_id, benefit, month) where kind = 'month';
call seen_in_county('payment_run');

create table payment_line (
  county_id smallint not null, month date not null, id bigint not null default nextval('ledger_id'),
  run_id bigint not null, benefit text not null,
  kind text not null check (kind in ('regular', 'arrears', 'deduction', 'repay', 'reversal')),
  for_month date not null check (extract(day from for_month) = 1), again bigint not null default 0,
  row_id bigint not null, division_id bigint not null, town_id bigint,
  payee_id bigint, payee_name text, account_sealed bytea, account_index bytea, account_masked text,
  amount bigint not null, held_back text check (held_back in ('no payee', 'no account', 'payee died', 'account changed')),
  file_line integer, known_from timestamptz not null default ledger_now(),
  primary key (county_id, month, id),
  foreign key (county_id, run_id) references payment_run (county_id, id),
  foreign key (county_id, payee_id) references person (county_id, id),
  constraint line_once unique (county_id, row_id, benefit, month, for_month, kind, again),
  constraint regular_is_of_its_month check (kind <> 'regular' or (for_month between month - interval '5 months' and month and again = 0)),
  constraint sign_of_kind check (case when kind in ('regular', 'arrears', 'repay') then amount > 0 when kind = 'deduction' then amount < 0 else amount <> 0 end),
  constraint in_the_file_or_not check ((file_line is null) = (held_back is not null or kind = 'reversal')),
  constraint payee_known check (held_back is not null or kind = 'reversal' or (payee_name is not null and account_sealed is not null))
) partition by range (month);
comment on table payment_line is '发放行：每户每月每类一行（只增不改）';
comment on column payment_line.month is '发放月份';
comment on column payment_line.for_month is '所属月份';
comment on column payment_line.kind is '当月、补发、扣减、退票重发、冲销';
comment on column payment_line.again is '区别同月同类的各行：补发为第几次发放，重发和冲销为原行编号，扣减为追缴编号；当月必为 0';
comment on column payment_line.held_back is '暂缓原因：没有领款人、没有账号、领款人已死亡、账号七日内变更；次次核发时再看';
comment on column payment_line.file_line is '银行文件中的序号；一户多行合为一笔';
do $$ begin
  for y in 2020..2035 loop
    execute format('create table payment_line_%s partition of payment_line for values from (%L) to (%L)', y, y || '-01-01', y + 1 || '-01-01');
  end loop;
end $$;
create index payment_line_of_run on payment_line (county_id, run_id, file_line);
create index payment_line_held on payment_line (county_id, run_id) where held_back is not null;
call seen_in_area('payment_line');

create table payment_batch (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), run_id bigint not null, number text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'), stamp bytea not null,
  lines integer not null, transfers integer not null check (transfers > 0), total bigint not null check (total > 0),
  run_person bigint not null, made_by bigint not null, made_person bigint not null, made_on date not null,
  released_by bigint, released_person bigint, released_on date, file_no integer,
  withdrawn_by bigint, withdrawn_person bigint, withdrawn_on date, withdrawn_why text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), unique (county_id, run_id), unique (county_id, number), unique (county_id, file_no),
  foreign key (county_id, run_id) references payment_run (county_id, id),
  constraint maker_does_not_release check (released_person <> made_person and released_person <> run_person),
  check (num_nulls(released_by, released_person, released_on, file_no) in (0, 4)),
  check (num_nulls(withdrawn_by, withdrawn_person, withdrawn_on, withdrawn_why) in (0, 4)),
  constraint released_or_withdrawn check (released_by is null or withdrawn_by is null)
);
comment on table payment_batch is '发放批次：封存后由另一人放行';
comment on column payment_batch.hash is '批次内容的 SM3 摘要';
comment on column payment_batch.stamp is '摘要的密钥印记（密钥不在库中）';
comment on column payment_batch.file_no is '银行文件序号（全县连续）';
call with_history('payment_batch');
call seen_in_county('payment_batch');

create table payment_file (
  county_id smallint not null, batch_id bigint not null, format text not null check (format in ('xlsx', 'txt')),
  sealed bytea not null, sm3 text not null, bytes integer not null, known_from timestamptz not null default ledger_now(),
  primary key (county_id, batch_id, format), foreign key (county_id, batch_id) references payment_batch (county_id, id)
);
comment on table payment_file is '银行文件（加密存放；再次下载逐字节相同；只增不改）';
call seen_in_county('payment_file');

create table payment_return (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), batch_id bigint not null,
  name text not null, sm3 text not null, transfers integer not null, paid bigint not null, came_back bigint not null, unknown bigint not null,
  on_day date not null, read_by bigint not null, read_person bigint not null, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), constraint return_read_once unique (county_id, sm3),
  foreign key (county_id, batch_id) references payment_batch (county_id, id)
);
comment on table payment_return is '银行结果文件（只增不改）';
call seen_in_county('payment_return');
create index on payment_return (county_id, batch_id);

create table payment_outcome (
  county_id smallint not null, batch_id bigint not null, file_line integer not null, return_id bigint not null,
  outcome text not null check (outcome in ('paid', 'returned', 'unknown')), on_day date not null, reason_code text, reason text,
  amount bigint not null, -- fen of the transfer: of all lines that share it
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, batch_id, file_line, return_id),
  foreign key (county_id, return_id) references payment_return (county_id, id),
  check ((outcome = 'returned') = (reason_code is not null))
);
comment on table payment_outcome is '银行结果：每笔已发、退票或不明；不明的以后可查明一次（只增不改）';
create unique index settled_once on payment_outcome (county_id, batch_id, file_line) where outcome <> 'unknown';
create index payment_outcome_back on payment_outcome (county_id, batch_id, file_line) where outcome = 'returned';
call seen_in_county('payment_outcome');

create table payment_follower (
  county_id smallint not null, of_month date not null, of_line_id bigint not null,
  kind text not null check (kind in ('repay', 'reversal')), month date not null, line_id bigint not null, why text, made_person bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, of_month, of_line_id), unique (county_id, month, line_id),
  foreign key (county_id, of_month, of_line_id) references payment_line (county_id, month, id),
  foreign key (county_id, month, line_id) references payment_line (county_id, month, id)
);
comment on table payment_follower is '重发和冲销：每一发放行至多重发或冲销一次（只增不改）';
call seen_in_county('payment_follower');
-- What the bank still has in its hands is neither sent again nor reversed; what it has paid is never sent again.
create function may_be_followed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare sent boolean; came text;
begin
  select b.released_on is not null,
      (select o.outcome from payment_outcome o where o.county_id = l.county_id and o.batch_id = b.id and o.file_line = l.file_line order by o.return_id desc limit 1)
    into sent, came
    from payment_line l left join payment_batch b on b.county_id = l.county_id and b.run_id = l.run_id
    where l.county_id = new.county_id and l.month = new.of_month and l.id = new.of_line_id;
  if new.kind = 'repay' and came is distinct from 'returned' then raise exception using errcode = 'MZ403', message = '只有退票的发放行可以重发';
  elsif coalesce(sent, false) and coalesce(came, 'unknown') = 'unknown' then raise exception using errcode = 'MZ403', message = '银行结果不明的发放行不得重发或冲销，请先向银行查明';
  end if;
  return new;
end $$;
create trigger may_be_followed before insert on payment_follower for each row execute function may_be_followed();

create table payment_account_check (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), benefit text not null, row_id bigint not null, account_index bytea not null,
  division_id bigint not null, changed_person bigint, checked_by bigint not null, checked_person bigint not null check (checked_person <> changed_person),
  on_day date not null, why text not null check (length(why) >= 4), known_from timestamptz not null default ledger_now(),
  primary key (county_id, id)
);
comment on table payment_account_check is '账号核实：解除七日暂缓，或确认退票账号无误可以重发（只增不改）';
create index on payment_account_check (county_id, row_id);
call seen_in_area('payment_account_check');

create table payment_claim (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'), benefit text not null, row_id bigint not null,
  division_id bigint not null, town_id bigint, person_id bigint, run_id bigint, of_month date, of_line_id bigint, cause text not null, opened_on date not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id), foreign key (county_id, run_id) references payment_run (county_id, id),
  foreign key (county_id, of_month, of_line_id) references payment_line (county_id, month, id),
  constraint claimed_once unique (county_id, run_id, row_id), constraint reversed_claimed_once unique (county_id, of_month, of_line_id)
);
comment on table payment_claim is '追缴：多发的待遇';
comment on column payment_claim.of_line_id is '因冲销已发行而追缴时的原行';
create index on payment_claim (county_id, row_id);
call with_history('payment_claim');
call seen_in_area('payment_claim');

create table payment_claim_month (
  county_id smallint not null, claim_id bigint not null, month date not null, run_id bigint not null, amount bigint not null check (amount <> 0),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, claim_id, month, run_id), foreign key (county_id, claim_id) references payment_claim (county_id, id)
);
comment on table payment_claim_month is '追缴的月份和金额；更正后减少的为负（只增不改）';
call seen_with('payment_claim_month', 'payment_claim', 'claim_id');

create table payment_claim_entry (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), claim_id bigint not null,
  kind text not null check (kind in ('recovered', 'waived', 'offset')), amount bigint not null check (amount <> 0 and (amount > 0 or kind = 'offset')),
  on_day date not null, proposed_by bigint not null, proposed_person bigint not null, approved_by bigint, approved_person bigint,
  approved_on date, refused_why text, why text not null, document_no text, month date, line_id bigint, known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), foreign key (county_id, claim_id) references payment_claim (county_id, id),
  foreign key (county_id, month, line_id) references payment_line (county_id, month, id),
  constraint proposer_does_not_approve check (approved_person <> proposed_person),
  check (num_nulls(approved_by, approved_person, approved_on) in (0, 3)), check ((kind = 'offset') = (line_id is not null))
);
comment on table payment_claim_entry is '追缴的收回、减免（一人提出、另一人批准）和从待遇中抵扣';
create index on payment_claim_entry (county_id, claim_id);
create unique index recovery_once on payment_claim_entry (county_id, claim_id, kind, document_no) where refused_why is null and document_no is not null;
call with_history('payment_claim_entry');
call seen_with('payment_claim_entry', 'payment_claim', 'claim_id');

create table fund_account (
  county_id smallint not null references county, fund text not null, account text not null, balance bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, fund, account),
  constraint account_of_fund check (account in ('available', 'transit', 'paid', 'source', 'recovered')),
  constraint fund_never_below_zero check (balance >= 0 or account in ('source', 'recovered'))
);
comment on table fund_account is '资金科目余额：由分录触发器累计，应用程序对本表只增不改';
comment on column fund_account.account is '可用、在途、已发、拨入来源、收回来源';
call with_history('fund_account');
call seen_in_county('fund_account');

create table fund_transaction (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'), fund text not null,
  kind text not null check (kind in ('allocated', 'released', 'settled', 'recovered')), on_day date not null,
  batch_id bigint, return_id bigint, claim_entry_id bigint, document_no text, made_by bigint not null, made_person bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, batch_id) references payment_batch (county_id, id),
  foreign key (county_id, return_id) references payment_return (county_id, id),
  foreign key (county_id, claim_entry_id) references payment_claim_entry (county_id, id),
  constraint released_once unique (county_id, batch_id), constraint settled_return_once unique (county_id, return_id),
  constraint recovered_once unique (county_id, claim_entry_id), constraint allocated_once unique (county_id, fund, document_no),
  check (case kind when 'allocated' then document_no is not null and batch_id is null and return_id is null and claim_entry_id is null
    when 'released' then batch_id is not null when 'settled' then return_id is not null else claim_entry_id is not null end)
);
comment on table fund_transaction is '资金往来：拨入、放行、银行结果、收回（只增不改）';
call seen_in_county('fund_transaction');
create index on fund_transaction (county_id, fund, on_day);

create table fund_entry (
  county_id smallint not null, transaction_id bigint not null, fund text not null, account text not null, amount bigint not null check (amount <> 0),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, transaction_id, fund, account),
  foreign key (county_id, transaction_id) references fund_transaction (county_id, id)
);
comment on table fund_entry is '资金分录：每笔往来各分录之和为零（只增不改）';
call seen_in_county('fund_entry');
create index on fund_entry (county_id, fund, account);
create function fund_entry_counts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into fund_account (county_id, fund, account, balance) values (new.county_id, new.fund, new.account, 0) on conflict do nothing;
  update fund_account set balance = balance + new.amount where county_id = new.county_id and fund = new.fund and account = new.account;
  return null;
end $$;
create trigger fund_entry_counts after insert on fund_entry for each row execute function fund_entry_counts();
create function fund_entries_balance() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select sum(amount) from fund_entry where county_id = new.county_id and transaction_id = new.transaction_id) <> 0 then
    raise exception using errcode = '23514', constraint = 'entries_sum_to_zero', message = format('资金往来 %s 的分录之和不为零', new.transaction_id);
  end if;
  return null;
end $$;
create constraint trigger fund_entries_balance after insert on fund_entry deferrable initially deferred for each row execute function fund_entries_balance();

create view payment_status with (security_invoker = true) as
  select l.county_id, l.month, l.id, l.run_id, l.benefit, l.kind, l.for_month, l.row_id, l.division_id, l.town_id, l.payee_id, l.payee_name,
    l.account_index, l.account_masked, l.amount, l.held_back, l.file_line, b.id as batch_id, b.number as batch_number, b.released_on,
    o.outcome, o.on_day as outcome_on, o.reason_code, o.reason, f.kind as followed_by,
    case when l.kind = 'reversal' then 'reversal' when f.kind = 'reversal' then 'reversed' when f.kind = 'repay' then 'repaid'
      when l.held_back is not null then 'held' when b.withdrawn_on is not null then 'withdrawn' when o.outcome is not null then o.outcome
      when b.released_on is not null then 'sent' when b.id is not null then 'sealed' else 'open' end as status
  from payment_line l
    left join payment_batch b on b.county_id = l.county_id and b.run_id = l.run_id
    left join lateral (select outcome, on_day, reason_code, reason from payment_outcome o where o.county_id = b.county_id and o.batch_id = b.id
      and o.file_line = l.file_line order by o.return_id desc limit 1) o on true
    left join payment_follower f on f.county_id = l.county_id and f.of_month = l.month and f.of_line_id = l.id;
comment on view payment_status is '发放行和它的现状：未封存、已封存、已报、已发、退票、不明、已重发、已冲销、暂缓、已撤回';

create view payment_claim_balance with (security_invoker = true) as
  select c.*, coalesce(m.due, 0)::bigint as due, coalesce(e.recovered, 0)::bigint as recovered, coalesce(e.waived, 0)::bigint as waived,
    coalesce(e.offset_sum, 0)::bigint as offset_sum, (coalesce(m.due, 0) - coalesce(e.settled, 0))::bigint as outstanding
  from payment_claim c
    left join lateral (select sum(amount) as due from payment_claim_month m where m.county_id = c.county_id and m.claim_id = c.id) m on true
    left join lateral (select sum(amount) filter (where kind = 'recovered' and approved_on is not null) as recovered,
        sum(amount) filter (where kind = 'waived' and approved_on is not null) as waived, sum(amount) filter (where kind = 'offset') as offset_sum,
        sum(amount) filter (where kind = 'offset' or approved_on is not null) as settled
      from payment_claim_entry e where e.county_id = c.county_id and e.claim_id = c.id) e on true;
comment on view payment_claim_balance is '追缴及其余额';

-- 结算: a month that is settled is closed. What the facts of a provider come to is kept month by month as they are entered and annulled, so that a
-- statement costs the same after ten years; what a statement settled of each month stands for ever, and what comes late is the difference.
create table provided_month (
  county_id smallint not null references county, benefit text not null, provider_id bigint not null,
  month date not null check (extract(day from month) = 1), rows integer not null, money bigint not null,
  primary key (county_id, benefit, provider_id, month)
);
comment on table provided_month is '各结算对象各月明细的笔数和金额（分）：随登记、撤销累计，可由明细重算';
create table statement_month (
  county_id smallint not null references county, benefit text not null, statement_id bigint not null, provider_id bigint not null,
  month date not null check (extract(day from month) = 1), rows integer not null, money bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, benefit, statement_id, month)
);
comment on table statement_month is '每份结算单结清了哪些月份：当月为封账，以前月份为补记、更正的差额（只增不改）';
create index on statement_month (county_id, benefit, provider_id);
alter table provided_month enable row level security;
create policy by_the_county on provided_month for select using (county_id = (select app_county()) and ((select app_sees_all()) or (select app_widely())));
alter table statement_month enable row level security;
create policy by_the_county on statement_month using (county_id = (select app_county()) and ((select app_sees_all()) or (select app_widely())));

create function count_provided() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  told text := format('county_id, on_day, annulled_on, %I as provider, %I as money', tg_argv[1], tg_argv[2]);
begin
  execute format('insert into provided_month as p (county_id, benefit, provider_id, month, rows, money)
    select county_id, %L, provider, date_trunc(''month'', on_day)::date, sum(sign), sum(sign * money) from (
      select %s, 1 as sign from fresh %s) c where annulled_on is null and provider is not null
    group by 1, 3, 4 having sum(sign) <> 0 or sum(sign * money) <> 0 order by 1, 3, 4
    on conflict (county_id, benefit, provider_id, month) do update set rows = p.rows + excluded.rows, money = p.money + excluded.money',
    tg_argv[0], told, case tg_op when 'UPDATE' then format('union all select %s, -1 from before', told) else '' end);
  return null;
end $$;
-- Of the facts of a benefit that is paid to a provider: the field with the provider, and the sum of a fact.
create procedure counted_by_provider(tab text, benefit text, provider text, amount text) language plpgsql as $$
begin
  execute format('create trigger count_entered after insert on public.%I referencing new table as fresh for each statement
    execute function count_provided(%L, %L, %L)', tab, benefit, provider, amount);
  execute format('create trigger count_changed after update on public.%I referencing new table as fresh old table as before for each statement
    execute function count_provided(%L, %L, %L)', tab, benefit, provider, amount);
end $$;
