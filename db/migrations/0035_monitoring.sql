-- Derived from the definitions of monitoring (npm run schema -- monitoring).
create table monitoring_ended_disabilities (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  what text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_ended_disabilities is '监测：残疾证到期';
comment on column monitoring_ended_disabilities.county_id is '县';
comment on column monitoring_ended_disabilities.id is '编号';
comment on column monitoring_ended_disabilities.division_id is '村（居）';
comment on column monitoring_ended_disabilities.town_id is '乡镇（街道）';
comment on column monitoring_ended_disabilities.person_id is '对象';
comment on column monitoring_ended_disabilities.on_day is '日期';
comment on column monitoring_ended_disabilities.annulled_on is '登记有误，撤销之日';
comment on column monitoring_ended_disabilities.case_id is '由哪一办件而来';
comment on column monitoring_ended_disabilities.what is '原类别等级';
comment on column monitoring_ended_disabilities.known_from is '记录时间';
create index on monitoring_ended_disabilities (county_id, person_id);
create index on monitoring_ended_disabilities (county_id, on_day);
create unique index monitoring_ended_disabilities_once on monitoring_ended_disabilities (county_id, person_id, on_day) where annulled_on is null;
create index on monitoring_ended_disabilities (county_id, town_id, id);
call seen_in_area('monitoring_ended_disabilities');
call of_business('monitoring_ended_disabilities', 'monitoring');
call with_history('monitoring_ended_disabilities');

create table monitoring_grown_children (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  reached integer not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_grown_children is '监测：年满十八周岁';
comment on column monitoring_grown_children.county_id is '县';
comment on column monitoring_grown_children.id is '编号';
comment on column monitoring_grown_children.division_id is '村（居）';
comment on column monitoring_grown_children.town_id is '乡镇（街道）';
comment on column monitoring_grown_children.person_id is '对象';
comment on column monitoring_grown_children.on_day is '日期';
comment on column monitoring_grown_children.annulled_on is '登记有误，撤销之日';
comment on column monitoring_grown_children.case_id is '由哪一办件而来';
comment on column monitoring_grown_children.reached is '年满周岁';
comment on column monitoring_grown_children.known_from is '记录时间';
create index on monitoring_grown_children (county_id, person_id);
create index on monitoring_grown_children (county_id, on_day);
create unique index monitoring_grown_children_once on monitoring_grown_children (county_id, person_id, on_day) where annulled_on is null;
create index on monitoring_grown_children (county_id, town_id, id);
call seen_in_area('monitoring_grown_children');
call of_business('monitoring_grown_children', 'monitoring');
call with_history('monitoring_grown_children');

create table monitoring_late_reviews (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  matter text not null,
  lateness text not null check (lateness in ('late', 'very late')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_late_reviews is '监测：逾期未复核';
comment on column monitoring_late_reviews.county_id is '县';
comment on column monitoring_late_reviews.id is '编号';
comment on column monitoring_late_reviews.division_id is '村（居）';
comment on column monitoring_late_reviews.town_id is '乡镇（街道）';
comment on column monitoring_late_reviews.person_id is '对象';
comment on column monitoring_late_reviews.on_day is '日期';
comment on column monitoring_late_reviews.annulled_on is '登记有误，撤销之日';
comment on column monitoring_late_reviews.case_id is '由哪一办件而来';
comment on column monitoring_late_reviews.matter is '事项';
comment on column monitoring_late_reviews.lateness is '逾期';
comment on column monitoring_late_reviews.known_from is '记录时间';
create index on monitoring_late_reviews (county_id, person_id);
create index on monitoring_late_reviews (county_id, on_day);
create unique index monitoring_late_reviews_once on monitoring_late_reviews (county_id, person_id, on_day, matter, lateness) where annulled_on is null;
create index on monitoring_late_reviews (county_id, town_id, id);
call seen_in_area('monitoring_late_reviews');
call of_business('monitoring_late_reviews', 'monitoring');
call with_history('monitoring_late_reviews');

create table monitoring_new_disabilities (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  variety text not null,
  degree integer not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_new_disabilities is '监测：新增重度残疾';
comment on column monitoring_new_disabilities.county_id is '县';
comment on column monitoring_new_disabilities.id is '编号';
comment on column monitoring_new_disabilities.division_id is '村（居）';
comment on column monitoring_new_disabilities.town_id is '乡镇（街道）';
comment on column monitoring_new_disabilities.person_id is '对象';
comment on column monitoring_new_disabilities.on_day is '日期';
comment on column monitoring_new_disabilities.annulled_on is '登记有误，撤销之日';
comment on column monitoring_new_disabilities.case_id is '由哪一办件而来';
comment on column monitoring_new_disabilities.variety is '残疾类别';
comment on column monitoring_new_disabilities.degree is '残疾等级';
comment on column monitoring_new_disabilities.known_from is '记录时间';
create index on monitoring_new_disabilities (county_id, person_id);
create index on monitoring_new_disabilities (county_id, on_day);
create unique index monitoring_new_disabilities_once on monitoring_new_disabilities (county_id, person_id, on_day) where annulled_on is null;
create index on monitoring_new_disabilities (county_id, town_id, id);
call seen_in_area('monitoring_new_disabilities');
call of_business('monitoring_new_disabilities', 'monitoring');
call with_history('monitoring_new_disabilities');

create table monitoring_returns (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  benefit text not null,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  amount bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_returns is '监测：退票未重发';
comment on column monitoring_returns.county_id is '县';
comment on column monitoring_returns.id is '编号';
comment on column monitoring_returns.division_id is '村（居）';
comment on column monitoring_returns.town_id is '乡镇（街道）';
comment on column monitoring_returns.person_id is '对象';
comment on column monitoring_returns.on_day is '日期';
comment on column monitoring_returns.annulled_on is '登记有误，撤销之日';
comment on column monitoring_returns.case_id is '由哪一办件而来';
comment on column monitoring_returns.benefit is '待遇';
comment on column monitoring_returns.month is '所属月份';
comment on column monitoring_returns.amount is '金额（单位：分；元）';
comment on column monitoring_returns.known_from is '记录时间';
create index on monitoring_returns (county_id, person_id);
create index on monitoring_returns (county_id, on_day);
create unique index monitoring_returns_once on monitoring_returns (county_id, person_id, on_day, benefit, month) where annulled_on is null;
create index on monitoring_returns (county_id, town_id, id);
call seen_in_area('monitoring_returns');
call of_business('monitoring_returns', 'monitoring');
call with_history('monitoring_returns');

create table monitoring_shared_accounts (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  account text not null,
  sharers integer not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_shared_accounts is '监测：一卡多人';
comment on column monitoring_shared_accounts.county_id is '县';
comment on column monitoring_shared_accounts.id is '编号';
comment on column monitoring_shared_accounts.division_id is '村（居）';
comment on column monitoring_shared_accounts.town_id is '乡镇（街道）';
comment on column monitoring_shared_accounts.person_id is '对象';
comment on column monitoring_shared_accounts.on_day is '日期';
comment on column monitoring_shared_accounts.annulled_on is '登记有误，撤销之日';
comment on column monitoring_shared_accounts.case_id is '由哪一办件而来';
comment on column monitoring_shared_accounts.account is '账户';
comment on column monitoring_shared_accounts.sharers is '同一账户人数';
comment on column monitoring_shared_accounts.known_from is '记录时间';
create index on monitoring_shared_accounts (county_id, person_id);
create index on monitoring_shared_accounts (county_id, on_day);
create unique index monitoring_shared_accounts_once on monitoring_shared_accounts (county_id, person_id, on_day, sharers) where annulled_on is null;
create index on monitoring_shared_accounts (county_id, town_id, id);
call seen_in_area('monitoring_shared_accounts');
call of_business('monitoring_shared_accounts', 'monitoring');
call with_history('monitoring_shared_accounts');

create table monitoring_worth_nothing (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  benefit text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table monitoring_worth_nothing is '监测：在册而保障金为零';
comment on column monitoring_worth_nothing.county_id is '县';
comment on column monitoring_worth_nothing.id is '编号';
comment on column monitoring_worth_nothing.division_id is '村（居）';
comment on column monitoring_worth_nothing.town_id is '乡镇（街道）';
comment on column monitoring_worth_nothing.person_id is '对象';
comment on column monitoring_worth_nothing.on_day is '日期';
comment on column monitoring_worth_nothing.annulled_on is '登记有误，撤销之日';
comment on column monitoring_worth_nothing.case_id is '由哪一办件而来';
comment on column monitoring_worth_nothing.benefit is '待遇';
comment on column monitoring_worth_nothing.known_from is '记录时间';
create index on monitoring_worth_nothing (county_id, person_id);
create index on monitoring_worth_nothing (county_id, on_day);
create unique index monitoring_worth_nothing_once on monitoring_worth_nothing (county_id, person_id, on_day) where annulled_on is null;
create index on monitoring_worth_nothing (county_id, town_id, id);
call seen_in_area('monitoring_worth_nothing');
call of_business('monitoring_worth_nothing', 'monitoring');
call with_history('monitoring_worth_nothing');
