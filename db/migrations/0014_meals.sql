-- Derived from the definitions of meals (npm run schema -- meals).
create table meals_meals (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  person_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  point bigint not null,
  sitting text not null check (sitting in ('breakfast', 'lunch', 'dinner')),
  price bigint not null,
  tier text not null check (tier in ('hardship', 'from80', 'from60')),
  subsidy_amount bigint not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table meals_meals is '助餐明细';
comment on column meals_meals.county_id is '县';
comment on column meals_meals.id is '编号';
comment on column meals_meals.division_id is '村（居）';
comment on column meals_meals.town_id is '乡镇（街道）';
comment on column meals_meals.person_id is '对象';
comment on column meals_meals.on_day is '日期';
comment on column meals_meals.annulled_on is '登记有误，撤销之日';
comment on column meals_meals.case_id is '由哪一办件而来';
comment on column meals_meals.point is '助餐点';
comment on column meals_meals.sitting is '餐次';
comment on column meals_meals.price is '餐费（单位：分；元）';
comment on column meals_meals.tier is '补贴档次（计算得出）';
comment on column meals_meals.subsidy_amount is '助餐补贴（单位：分）';
comment on column meals_meals.known_from is '记录时间';
create index on meals_meals (county_id, person_id);
create index on meals_meals (county_id, on_day);
create unique index meals_meals_once on meals_meals (county_id, person_id, on_day, sitting) where annulled_on is null;
create index on meals_meals (county_id, point, on_day);
create index on meals_meals (county_id, town_id, id);
call seen_in_area('meals_meals');
call of_business('meals_meals', 'meals');
call seen_by_own('meals_meals', 'place', 'point');
call with_history('meals_meals');
call counted_by_provider('meals_meals', 'meals.subsidy', 'point', 'subsidy_amount');

create table meals_points (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  place_id bigint not null,
  held daterange not null,
  end_reason text,
  case_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, place_id) references place (county_id, id),
  exclude using gist (county_id with =, place_id with =, held with &&)
);
comment on table meals_points is '助餐点台账';
comment on column meals_points.county_id is '县';
comment on column meals_points.id is '编号';
comment on column meals_points.division_id is '村（居）';
comment on column meals_points.town_id is '乡镇（街道）';
comment on column meals_points.place_id is '对象';
comment on column meals_points.held is '有效期间；空区间为未生效即撤销';
comment on column meals_points.end_reason is '终止原因';
comment on column meals_points.case_id is '由哪一办件而来';
comment on column meals_points.known_from is '记录时间';
create index on meals_points (county_id, place_id);
create index on meals_points using gist (county_id, held);
create index on meals_points (county_id, town_id, id);
call seen_in_area('meals_points');
call of_business('meals_points', 'meals');
call seen_by_own('meals_points', 'place', 'place_id');
call with_history('meals_points');

create table meals_points_state (
  county_id smallint not null,
  row_id bigint,
  starts date not null,
  version bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  because text not null,
  case_id bigint,
  event_id bigint,
  reads text[] not null default '{}',
  suspended boolean not null default false,
  operator text,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  seats integer,
  food_licence text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references meals_points (county_id, id)
);
comment on table meals_points_state is '助餐点台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column meals_points_state.county_id is '县';
comment on column meals_points_state.row_id is '台账行';
comment on column meals_points_state.starts is '自何日起';
comment on column meals_points_state.version is '版次，后记者为准';
comment on column meals_points_state.division_id is '村（居）';
comment on column meals_points_state.town_id is '乡镇（街道）';
comment on column meals_points_state.because is '缘由';
comment on column meals_points_state.case_id is '办件';
comment on column meals_points_state.event_id is '生活事件';
comment on column meals_points_state.reads is '计算值用到的标准';
comment on column meals_points_state.suspended is '暂停发放';
comment on column meals_points_state.operator is '运营单位（收款户名）';
comment on column meals_points_state.account_sealed is '结算账户（加密）';
comment on column meals_points_state.account_index is '结算账户（盲索引）';
comment on column meals_points_state.account_masked is '结算账户（掩码）';
comment on column meals_points_state.seats is '座位数';
comment on column meals_points_state.food_licence is '食品经营许可证号';
comment on column meals_points_state.known_from is '记录时间';
create index on meals_points_state using brin (starts, version);
call seen_in_area('meals_points_state');
call of_business('meals_points_state', 'meals');
call seen_by_own_row('meals_points_state', 'meals_points');

create table meals_statements (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  place_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  confirmed boolean not null,
  meals integer not null,
  disputed integer not null,
  money numeric(20,4) not null,
  carried numeric(20,4) not null,
  subsidy_amount bigint not null default 0,
  subsidy_count integer not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, place_id) references place (county_id, id)
);
comment on table meals_statements is '助餐结算单';
comment on column meals_statements.county_id is '县';
comment on column meals_statements.id is '编号';
comment on column meals_statements.division_id is '村（居）';
comment on column meals_statements.town_id is '乡镇（街道）';
comment on column meals_statements.place_id is '对象';
comment on column meals_statements.on_day is '日期';
comment on column meals_statements.annulled_on is '登记有误，撤销之日';
comment on column meals_statements.case_id is '由哪一办件而来';
comment on column meals_statements.month is '结算月份';
comment on column meals_statements.confirmed is '运营单位确认';
comment on column meals_statements.meals is '应结餐数（计算得出）';
comment on column meals_statements.disputed is '争议未清、暂不结算（计算得出）';
comment on column meals_statements.money is '应结金额（十二分之一分；计算得出）';
comment on column meals_statements.carried is '结转下月抵扣（十二分之一分；计算得出）';
comment on column meals_statements.subsidy_amount is '助餐补贴（单位：分）';
comment on column meals_statements.subsidy_count is '助餐补贴（结算笔数）';
comment on column meals_statements.known_from is '记录时间';
create index on meals_statements (county_id, place_id);
create index on meals_statements (county_id, on_day);
create unique index meals_statements_once on meals_statements (county_id, place_id, month) where annulled_on is null;
create index on meals_statements (county_id, town_id, id);
call seen_in_area('meals_statements');
call of_business('meals_statements', 'meals');
call seen_by_own('meals_statements', 'place', 'place_id');
call with_history('meals_statements');

create table meals_dispute_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  point bigint,
  sitting text check (sitting in ('breakfast', 'lunch', 'dinner')),
  price bigint,
  tier text check (tier in ('hardship', 'from80', 'from60')),
  see_on date,
  see_by bigint,
  see_due date,
  see_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('not found', 'annul')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_see check (decide_by <> see_by)
);
comment on table meals_dispute_case is '助餐记录争议核实：填报与各环节';
comment on column meals_dispute_case.county_id is '县';
comment on column meals_dispute_case.id is '办件';
comment on column meals_dispute_case.filled is '已填写的明细';
comment on column meals_dispute_case.point is '助餐点';
comment on column meals_dispute_case.sitting is '餐次';
comment on column meals_dispute_case.price is '餐费（单位：分；元）';
comment on column meals_dispute_case.tier is '补贴档次（计算得出）';
comment on column meals_dispute_case.see_on is 'see：办理日期';
comment on column meals_dispute_case.see_by is 'see：办理人';
comment on column meals_dispute_case.see_due is 'see：期限';
comment on column meals_dispute_case.see_missed_on is 'see：逾期之日';
comment on column meals_dispute_case.decide_on is 'decide：办理日期';
comment on column meals_dispute_case.decide_by is 'decide：办理人';
comment on column meals_dispute_case.decide_due is 'decide：期限';
comment on column meals_dispute_case.decide_missed_on is 'decide：逾期之日';
comment on column meals_dispute_case.decide_outcome is 'decide：结论';
comment on column meals_dispute_case.known_from is '记录时间';
call seen_with('meals_dispute_case', 'case_file', 'id', 'app_sees_all');
call of_business('meals_dispute_case', 'meals');
call with_history('meals_dispute_case');
call no_conflict('meals_dispute_case', 'case', 'id', array['see_by', 'decide_by']);

create table meals_settlement_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  month text check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  confirmed boolean,
  meals integer,
  disputed integer,
  money numeric(20,4),
  carried numeric(20,4),
  confirm_on date,
  confirm_by bigint,
  confirm_due date,
  confirm_missed_on date,
  check_on date,
  check_by bigint,
  check_due date,
  check_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint check_not_by_confirm check (check_by <> confirm_by),
  constraint decide_not_by_check check (decide_by <> check_by)
);
comment on table meals_settlement_case is '助餐月度结算：填报与各环节';
comment on column meals_settlement_case.county_id is '县';
comment on column meals_settlement_case.id is '办件';
comment on column meals_settlement_case.filled is '已填写的明细';
comment on column meals_settlement_case.month is '结算月份';
comment on column meals_settlement_case.confirmed is '运营单位确认';
comment on column meals_settlement_case.meals is '应结餐数（计算得出）';
comment on column meals_settlement_case.disputed is '争议未清、暂不结算（计算得出）';
comment on column meals_settlement_case.money is '应结金额（十二分之一分；计算得出）';
comment on column meals_settlement_case.carried is '结转下月抵扣（十二分之一分；计算得出）';
comment on column meals_settlement_case.confirm_on is 'confirm：办理日期';
comment on column meals_settlement_case.confirm_by is 'confirm：办理人';
comment on column meals_settlement_case.confirm_due is 'confirm：期限';
comment on column meals_settlement_case.confirm_missed_on is 'confirm：逾期之日';
comment on column meals_settlement_case.check_on is 'check：办理日期';
comment on column meals_settlement_case.check_by is 'check：办理人';
comment on column meals_settlement_case.check_due is 'check：期限';
comment on column meals_settlement_case.check_missed_on is 'check：逾期之日';
comment on column meals_settlement_case.decide_on is 'decide：办理日期';
comment on column meals_settlement_case.decide_by is 'decide：办理人';
comment on column meals_settlement_case.decide_due is 'decide：期限';
comment on column meals_settlement_case.decide_missed_on is 'decide：逾期之日';
comment on column meals_settlement_case.decide_outcome is 'decide：结论';
comment on column meals_settlement_case.known_from is '记录时间';
call seen_with('meals_settlement_case', 'case_file', 'id', 'app_sees_all');
call of_business('meals_settlement_case', 'meals');
call with_history('meals_settlement_case');
call no_conflict('meals_settlement_case', 'case', 'id', array['confirm_by', 'check_by', 'decide_by']);
