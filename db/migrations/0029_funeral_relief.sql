-- Derived from the definitions of funeral-relief (npm run schema -- funeral-relief).
create table funeral_relief_granted (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  deceased_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  home bigint,
  transported boolean not null,
  stored_days integer not null,
  furnace text not null check (furnace in ('ordinary', 'better')),
  urn_kept boolean not null,
  hardship boolean not null,
  ecological boolean not null,
  receipt text,
  billed bigint,
  payee text,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  way text not null check (way in ('bill', 'receipt')),
  relief numeric(20,4) not null,
  refund_amount bigint not null default 0,
  relief_amount bigint not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id)
);
comment on table funeral_relief_granted is '惠民殡葬补贴台账';
comment on column funeral_relief_granted.county_id is '县';
comment on column funeral_relief_granted.id is '编号';
comment on column funeral_relief_granted.division_id is '村（居）';
comment on column funeral_relief_granted.town_id is '乡镇（街道）';
comment on column funeral_relief_granted.deceased_id is '对象';
comment on column funeral_relief_granted.on_day is '日期';
comment on column funeral_relief_granted.annulled_on is '登记有误，撤销之日';
comment on column funeral_relief_granted.case_id is '由哪一办件而来';
comment on column funeral_relief_granted.home is '殡仪馆';
comment on column funeral_relief_granted.transported is '接运';
comment on column funeral_relief_granted.stored_days is '存放天数';
comment on column funeral_relief_granted.furnace is '炉型';
comment on column funeral_relief_granted.urn_kept is '骨灰寄存';
comment on column funeral_relief_granted.hardship is '困难群众';
comment on column funeral_relief_granted.ecological is '生态安葬';
comment on column funeral_relief_granted.receipt is '县外火化证号和票据号码';
comment on column funeral_relief_granted.billed is '票据金额（单位：分；元）';
comment on column funeral_relief_granted.payee is '领款家属姓名';
comment on column funeral_relief_granted.account_sealed is '家属账号（加密）';
comment on column funeral_relief_granted.account_index is '家属账号（盲索引）';
comment on column funeral_relief_granted.account_masked is '家属账号（掩码）';
comment on column funeral_relief_granted.way is '结算方式（计算得出）';
comment on column funeral_relief_granted.relief is '应补贴（十二分之一分；计算得出）';
comment on column funeral_relief_granted.refund_amount is '惠民殡葬补贴（补给家属）（单位：分）';
comment on column funeral_relief_granted.relief_amount is '惠民殡葬补贴（与殡仪馆结算）（单位：分）';
comment on column funeral_relief_granted.known_from is '记录时间';
create index on funeral_relief_granted (county_id, deceased_id);
create index on funeral_relief_granted (county_id, on_day);
create unique index funeral_relief_granted_once on funeral_relief_granted (county_id, deceased_id) where annulled_on is null;
create index on funeral_relief_granted (county_id, home, on_day);
create index on funeral_relief_granted (county_id, town_id, id);
call seen_in_area('funeral_relief_granted');
call of_business('funeral_relief_granted', 'funeral-relief');
call seen_by_own('funeral_relief_granted', 'place', 'home');
call with_history('funeral_relief_granted');
call counted_by_provider('funeral_relief_granted', 'funeral-relief.relief', 'home', 'relief_amount');

create table funeral_relief_homes (
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
comment on table funeral_relief_homes is '殡仪馆台账';
comment on column funeral_relief_homes.county_id is '县';
comment on column funeral_relief_homes.id is '编号';
comment on column funeral_relief_homes.division_id is '村（居）';
comment on column funeral_relief_homes.town_id is '乡镇（街道）';
comment on column funeral_relief_homes.place_id is '对象';
comment on column funeral_relief_homes.held is '有效期间；空区间为未生效即撤销';
comment on column funeral_relief_homes.end_reason is '终止原因';
comment on column funeral_relief_homes.case_id is '由哪一办件而来';
comment on column funeral_relief_homes.known_from is '记录时间';
create index on funeral_relief_homes (county_id, place_id);
create index on funeral_relief_homes using gist (county_id, held);
create index on funeral_relief_homes (county_id, town_id, id);
call seen_in_area('funeral_relief_homes');
call of_business('funeral_relief_homes', 'funeral-relief');
call seen_by_own('funeral_relief_homes', 'place', 'place_id');
call with_history('funeral_relief_homes');

create table funeral_relief_homes_state (
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
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, row_id, version),
  foreign key (county_id, row_id) references funeral_relief_homes (county_id, id)
);
comment on table funeral_relief_homes_state is '殡仪馆台账：自某日起的状况、计算值和待遇额（只增不改）';
comment on column funeral_relief_homes_state.county_id is '县';
comment on column funeral_relief_homes_state.row_id is '台账行';
comment on column funeral_relief_homes_state.starts is '自何日起';
comment on column funeral_relief_homes_state.version is '版次，后记者为准';
comment on column funeral_relief_homes_state.division_id is '村（居）';
comment on column funeral_relief_homes_state.town_id is '乡镇（街道）';
comment on column funeral_relief_homes_state.because is '缘由';
comment on column funeral_relief_homes_state.case_id is '办件';
comment on column funeral_relief_homes_state.event_id is '生活事件';
comment on column funeral_relief_homes_state.reads is '计算值用到的标准';
comment on column funeral_relief_homes_state.suspended is '暂停发放';
comment on column funeral_relief_homes_state.operator is '收款户名';
comment on column funeral_relief_homes_state.account_sealed is '结算账户（加密）';
comment on column funeral_relief_homes_state.account_index is '结算账户（盲索引）';
comment on column funeral_relief_homes_state.account_masked is '结算账户（掩码）';
comment on column funeral_relief_homes_state.known_from is '记录时间';
create index on funeral_relief_homes_state using brin (starts, version);
call seen_in_area('funeral_relief_homes_state');
call of_business('funeral_relief_homes_state', 'funeral-relief');
call seen_by_own_row('funeral_relief_homes_state', 'funeral_relief_homes');

create table funeral_relief_statements (
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
  count integer not null,
  money numeric(20,4) not null,
  carried numeric(20,4) not null,
  relief_amount bigint not null default 0,
  relief_count integer not null default 0,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, place_id) references place (county_id, id)
);
comment on table funeral_relief_statements is '惠民殡葬结算单';
comment on column funeral_relief_statements.county_id is '县';
comment on column funeral_relief_statements.id is '编号';
comment on column funeral_relief_statements.division_id is '村（居）';
comment on column funeral_relief_statements.town_id is '乡镇（街道）';
comment on column funeral_relief_statements.place_id is '对象';
comment on column funeral_relief_statements.on_day is '日期';
comment on column funeral_relief_statements.annulled_on is '登记有误，撤销之日';
comment on column funeral_relief_statements.case_id is '由哪一办件而来';
comment on column funeral_relief_statements.month is '结算月份';
comment on column funeral_relief_statements.confirmed is '殡仪馆确认';
comment on column funeral_relief_statements.count is '应结具数（计算得出）';
comment on column funeral_relief_statements.money is '应结金额（十二分之一分；计算得出）';
comment on column funeral_relief_statements.carried is '结转下月抵扣（十二分之一分；计算得出）';
comment on column funeral_relief_statements.relief_amount is '惠民殡葬补贴（与殡仪馆结算）（单位：分）';
comment on column funeral_relief_statements.relief_count is '惠民殡葬补贴（与殡仪馆结算）（结算笔数）';
comment on column funeral_relief_statements.known_from is '记录时间';
create index on funeral_relief_statements (county_id, place_id);
create index on funeral_relief_statements (county_id, on_day);
create unique index funeral_relief_statements_once on funeral_relief_statements (county_id, place_id, month) where annulled_on is null;
create index on funeral_relief_statements (county_id, town_id, id);
call seen_in_area('funeral_relief_statements');
call of_business('funeral_relief_statements', 'funeral-relief');
call seen_by_own('funeral_relief_statements', 'place', 'place_id');
call with_history('funeral_relief_statements');

create table funeral_relief_deduction_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  home bigint,
  transported boolean,
  stored_days integer,
  furnace text check (furnace in ('ordinary', 'better')),
  urn_kept boolean,
  hardship boolean,
  ecological boolean,
  receipt text,
  billed bigint,
  payee text,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  way text check (way in ('bill', 'receipt')),
  relief numeric(20,4),
  note_on date,
  note_by bigint,
  note_due date,
  note_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  constraint decide_not_by_note check (decide_by <> note_by)
);
comment on table funeral_relief_deduction_case is '惠民殡葬补贴直接减免：填报与各环节';
comment on column funeral_relief_deduction_case.county_id is '县';
comment on column funeral_relief_deduction_case.id is '办件';
comment on column funeral_relief_deduction_case.deceased_id is '对象';
comment on column funeral_relief_deduction_case.filled is '已填写的明细';
comment on column funeral_relief_deduction_case.home is '殡仪馆';
comment on column funeral_relief_deduction_case.transported is '接运';
comment on column funeral_relief_deduction_case.stored_days is '存放天数';
comment on column funeral_relief_deduction_case.furnace is '炉型';
comment on column funeral_relief_deduction_case.urn_kept is '骨灰寄存';
comment on column funeral_relief_deduction_case.hardship is '困难群众';
comment on column funeral_relief_deduction_case.ecological is '生态安葬';
comment on column funeral_relief_deduction_case.receipt is '县外火化证号和票据号码';
comment on column funeral_relief_deduction_case.billed is '票据金额（单位：分；元）';
comment on column funeral_relief_deduction_case.payee is '领款家属姓名';
comment on column funeral_relief_deduction_case.account_sealed is '家属账号（加密）';
comment on column funeral_relief_deduction_case.account_index is '家属账号（盲索引）';
comment on column funeral_relief_deduction_case.account_masked is '家属账号（掩码）';
comment on column funeral_relief_deduction_case.way is '结算方式（计算得出）';
comment on column funeral_relief_deduction_case.relief is '应补贴（十二分之一分；计算得出）';
comment on column funeral_relief_deduction_case.note_on is 'note：办理日期';
comment on column funeral_relief_deduction_case.note_by is 'note：办理人';
comment on column funeral_relief_deduction_case.note_due is 'note：期限';
comment on column funeral_relief_deduction_case.note_missed_on is 'note：逾期之日';
comment on column funeral_relief_deduction_case.decide_on is 'decide：办理日期';
comment on column funeral_relief_deduction_case.decide_by is 'decide：办理人';
comment on column funeral_relief_deduction_case.decide_due is 'decide：期限';
comment on column funeral_relief_deduction_case.decide_missed_on is 'decide：逾期之日';
comment on column funeral_relief_deduction_case.decide_outcome is 'decide：结论';
comment on column funeral_relief_deduction_case.known_from is '记录时间';
call seen_with('funeral_relief_deduction_case', 'case_file', 'id', 'app_sees_all');
call of_business('funeral_relief_deduction_case', 'funeral-relief');
call with_history('funeral_relief_deduction_case');
call no_conflict('funeral_relief_deduction_case', 'case', 'id', array['note_by', 'decide_by']);

create table funeral_relief_reimbursement_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  home bigint,
  transported boolean,
  stored_days integer,
  furnace text check (furnace in ('ordinary', 'better')),
  urn_kept boolean,
  hardship boolean,
  ecological boolean,
  receipt text,
  billed bigint,
  payee text,
  account_sealed bytea,
  account_index bytea,
  account_masked text,
  way text check (way in ('bill', 'receipt')),
  relief numeric(20,4),
  apply_on date,
  apply_by bigint,
  review_on date,
  review_by bigint,
  review_due date,
  review_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  constraint decide_not_by_review check (decide_by <> review_by)
);
comment on table funeral_relief_reimbursement_case is '县外火化惠民殡葬补贴申请：填报与各环节';
comment on column funeral_relief_reimbursement_case.county_id is '县';
comment on column funeral_relief_reimbursement_case.id is '办件';
comment on column funeral_relief_reimbursement_case.deceased_id is '对象';
comment on column funeral_relief_reimbursement_case.filled is '已填写的明细';
comment on column funeral_relief_reimbursement_case.home is '殡仪馆';
comment on column funeral_relief_reimbursement_case.transported is '接运';
comment on column funeral_relief_reimbursement_case.stored_days is '存放天数';
comment on column funeral_relief_reimbursement_case.furnace is '炉型';
comment on column funeral_relief_reimbursement_case.urn_kept is '骨灰寄存';
comment on column funeral_relief_reimbursement_case.hardship is '困难群众';
comment on column funeral_relief_reimbursement_case.ecological is '生态安葬';
comment on column funeral_relief_reimbursement_case.receipt is '县外火化证号和票据号码';
comment on column funeral_relief_reimbursement_case.billed is '票据金额（单位：分；元）';
comment on column funeral_relief_reimbursement_case.payee is '领款家属姓名';
comment on column funeral_relief_reimbursement_case.account_sealed is '家属账号（加密）';
comment on column funeral_relief_reimbursement_case.account_index is '家属账号（盲索引）';
comment on column funeral_relief_reimbursement_case.account_masked is '家属账号（掩码）';
comment on column funeral_relief_reimbursement_case.way is '结算方式（计算得出）';
comment on column funeral_relief_reimbursement_case.relief is '应补贴（十二分之一分；计算得出）';
comment on column funeral_relief_reimbursement_case.apply_on is 'apply：办理日期';
comment on column funeral_relief_reimbursement_case.apply_by is 'apply：办理人';
comment on column funeral_relief_reimbursement_case.review_on is 'review：办理日期';
comment on column funeral_relief_reimbursement_case.review_by is 'review：办理人';
comment on column funeral_relief_reimbursement_case.review_due is 'review：期限';
comment on column funeral_relief_reimbursement_case.review_missed_on is 'review：逾期之日';
comment on column funeral_relief_reimbursement_case.decide_on is 'decide：办理日期';
comment on column funeral_relief_reimbursement_case.decide_by is 'decide：办理人';
comment on column funeral_relief_reimbursement_case.decide_due is 'decide：期限';
comment on column funeral_relief_reimbursement_case.decide_missed_on is 'decide：逾期之日';
comment on column funeral_relief_reimbursement_case.decide_outcome is 'decide：结论';
comment on column funeral_relief_reimbursement_case.known_from is '记录时间';
call seen_with('funeral_relief_reimbursement_case', 'case_file', 'id', 'app_sees_all');
call of_business('funeral_relief_reimbursement_case', 'funeral-relief');
call with_history('funeral_relief_reimbursement_case');
call no_conflict('funeral_relief_reimbursement_case', 'case', 'id', array['review_by', 'decide_by']);

create table funeral_relief_settlement_case (
  county_id smallint not null,
  id bigint not null,
  filled text[] not null default '{}',
  month text check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  confirmed boolean,
  count integer,
  money numeric(20,4),
  carried numeric(20,4),
  confirm_on date,
  confirm_by bigint,
  confirm_due date,
  confirm_missed_on date,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  constraint decide_not_by_confirm check (decide_by <> confirm_by)
);
comment on table funeral_relief_settlement_case is '惠民殡葬月度结算：填报与各环节';
comment on column funeral_relief_settlement_case.county_id is '县';
comment on column funeral_relief_settlement_case.id is '办件';
comment on column funeral_relief_settlement_case.filled is '已填写的明细';
comment on column funeral_relief_settlement_case.month is '结算月份';
comment on column funeral_relief_settlement_case.confirmed is '殡仪馆确认';
comment on column funeral_relief_settlement_case.count is '应结具数（计算得出）';
comment on column funeral_relief_settlement_case.money is '应结金额（十二分之一分；计算得出）';
comment on column funeral_relief_settlement_case.carried is '结转下月抵扣（十二分之一分；计算得出）';
comment on column funeral_relief_settlement_case.confirm_on is 'confirm：办理日期';
comment on column funeral_relief_settlement_case.confirm_by is 'confirm：办理人';
comment on column funeral_relief_settlement_case.confirm_due is 'confirm：期限';
comment on column funeral_relief_settlement_case.confirm_missed_on is 'confirm：逾期之日';
comment on column funeral_relief_settlement_case.decide_on is 'decide：办理日期';
comment on column funeral_relief_settlement_case.decide_by is 'decide：办理人';
comment on column funeral_relief_settlement_case.decide_due is 'decide：期限';
comment on column funeral_relief_settlement_case.decide_missed_on is 'decide：逾期之日';
comment on column funeral_relief_settlement_case.decide_outcome is 'decide：结论';
comment on column funeral_relief_settlement_case.known_from is '记录时间';
call seen_with('funeral_relief_settlement_case', 'case_file', 'id', 'app_sees_all');
call of_business('funeral_relief_settlement_case', 'funeral-relief');
call with_history('funeral_relief_settlement_case');
call no_conflict('funeral_relief_settlement_case', 'case', 'id', array['confirm_by', 'decide_by']);
