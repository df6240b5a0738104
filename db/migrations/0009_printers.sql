-- 打印机校准：每个账号的每台打印机，证件套打向右、向下各偏多少毫米。
create table printer (
  county_id smallint not null, id bigint not null default nextval('ledger_id'), account_id bigint not null,
  name text not null check (name <> '' and length(name) <= 40),
  dx numeric(5, 2) not null default 0 check (abs(dx) <= 30), dy numeric(5, 2) not null default 0 check (abs(dy) <= 30),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id), unique (county_id, account_id, name),
  foreign key (county_id, account_id) references account (county_id, id)
);
comment on table printer is '证件打印机及其校准';
comment on column printer.dx is '向右偏移（毫米，负数为向左）';
comment on column printer.dy is '向下偏移（毫米，负数为向上）';
call with_history('printer');
alter table printer enable row level security;
create policy own_printers on printer using (county_id = (select app_county()) and account_id = (select app_account()));
