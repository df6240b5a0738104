-- Derived from the definitions of cremation (npm run schema -- cremation).
create table cremation_bodies (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  deceased_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  proof_kind text not null check (proof_kind in ('medical', 'police', 'unidentified')),
  proof text not null,
  died date not null,
  kin text,
  collected_from text not null,
  stored_days integer not null,
  zone text not null check (zone in ('cremation', 'burial', 'elsewhere')),
  furnace text not null check (furnace in ('ordinary', 'better')),
  operator text not null,
  burnt_at text not null,
  number text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  unique (county_id, number)
);
comment on table cremation_bodies is '火化登记';
comment on column cremation_bodies.county_id is '县';
comment on column cremation_bodies.id is '编号';
comment on column cremation_bodies.division_id is '村（居）';
comment on column cremation_bodies.town_id is '乡镇（街道）';
comment on column cremation_bodies.deceased_id is '对象';
comment on column cremation_bodies.on_day is '日期';
comment on column cremation_bodies.annulled_on is '登记有误，撤销之日';
comment on column cremation_bodies.case_id is '由哪一办件而来';
comment on column cremation_bodies.proof_kind is '死亡证明种类';
comment on column cremation_bodies.proof is '死亡证明编号';
comment on column cremation_bodies.died is '死亡日期';
comment on column cremation_bodies.kin is '承办人';
comment on column cremation_bodies.collected_from is '接运地点';
comment on column cremation_bodies.stored_days is '存放天数';
comment on column cremation_bodies.zone is '是否应当火化';
comment on column cremation_bodies.furnace is '炉型';
comment on column cremation_bodies.operator is '火化工';
comment on column cremation_bodies.burnt_at is '火化时间（时:分）';
comment on column cremation_bodies.number is '火化证号';
comment on column cremation_bodies.known_from is '记录时间';
create index on cremation_bodies (county_id, deceased_id);
create index on cremation_bodies (county_id, on_day);
create unique index cremation_bodies_once on cremation_bodies (county_id, deceased_id) where annulled_on is null;
create index on cremation_bodies (county_id, town_id, id);
call seen_in_area('cremation_bodies');
call of_business('cremation_bodies', 'cremation');
call with_history('cremation_bodies');

create table cremation_correction_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  proof_kind text check (proof_kind in ('medical', 'police', 'unidentified')),
  proof text,
  died date,
  kin text,
  collected_from text,
  stored_days integer,
  zone text check (zone in ('cremation', 'burial', 'elsewhere')),
  furnace text check (furnace in ('ordinary', 'better')),
  operator text,
  burnt_at text,
  number text,
  ask_on date,
  ask_by bigint,
  reason text,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('adjust', 'annul', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  constraint decide_not_by_ask check (decide_by <> ask_by)
);
comment on table cremation_correction_case is '火化登记更正、撤销：填报与各环节';
comment on column cremation_correction_case.county_id is '县';
comment on column cremation_correction_case.id is '办件';
comment on column cremation_correction_case.deceased_id is '对象';
comment on column cremation_correction_case.filled is '已填写的明细';
comment on column cremation_correction_case.proof_kind is '死亡证明种类';
comment on column cremation_correction_case.proof is '死亡证明编号';
comment on column cremation_correction_case.died is '死亡日期';
comment on column cremation_correction_case.kin is '承办人';
comment on column cremation_correction_case.collected_from is '接运地点';
comment on column cremation_correction_case.stored_days is '存放天数';
comment on column cremation_correction_case.zone is '是否应当火化';
comment on column cremation_correction_case.furnace is '炉型';
comment on column cremation_correction_case.operator is '火化工';
comment on column cremation_correction_case.burnt_at is '火化时间（时:分）';
comment on column cremation_correction_case.number is '火化证号';
comment on column cremation_correction_case.ask_on is 'ask：办理日期';
comment on column cremation_correction_case.ask_by is 'ask：办理人';
comment on column cremation_correction_case.reason is '登记哪里有误，凭什么更正';
comment on column cremation_correction_case.decide_on is 'decide：办理日期';
comment on column cremation_correction_case.decide_by is 'decide：办理人';
comment on column cremation_correction_case.decide_due is 'decide：期限';
comment on column cremation_correction_case.decide_missed_on is 'decide：逾期之日';
comment on column cremation_correction_case.decide_outcome is 'decide：结论';
comment on column cremation_correction_case.known_from is '记录时间';
call seen_with('cremation_correction_case', 'case_file', 'id', 'app_sees_all');
call of_business('cremation_correction_case', 'cremation');
call with_history('cremation_correction_case');
call no_conflict('cremation_correction_case', 'case', 'id', array['ask_by', 'decide_by']);

create table cremation_cremation_case (
  county_id smallint not null,
  id bigint not null,
  deceased_id bigint not null,
  filled text[] not null default '{}',
  proof_kind text check (proof_kind in ('medical', 'police', 'unidentified')),
  proof text,
  died date,
  kin text,
  collected_from text,
  stored_days integer,
  zone text check (zone in ('cremation', 'burial', 'elsewhere')),
  furnace text check (furnace in ('ordinary', 'better')),
  operator text,
  burnt_at text,
  number text,
  apply_on date,
  apply_by bigint,
  collect_on date,
  collect_by bigint,
  collect_due date,
  collect_missed_on date,
  store_on date,
  store_by bigint,
  cremate_on date,
  cremate_by bigint,
  cremate_outcome text check (cremate_outcome in ('close')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, deceased_id) references person (county_id, id),
  constraint cremate_not_by_apply check (cremate_by <> apply_by)
);
comment on table cremation_cremation_case is '遗体火化：填报与各环节';
comment on column cremation_cremation_case.county_id is '县';
comment on column cremation_cremation_case.id is '办件';
comment on column cremation_cremation_case.deceased_id is '对象';
comment on column cremation_cremation_case.filled is '已填写的明细';
comment on column cremation_cremation_case.proof_kind is '死亡证明种类';
comment on column cremation_cremation_case.proof is '死亡证明编号';
comment on column cremation_cremation_case.died is '死亡日期';
comment on column cremation_cremation_case.kin is '承办人';
comment on column cremation_cremation_case.collected_from is '接运地点';
comment on column cremation_cremation_case.stored_days is '存放天数';
comment on column cremation_cremation_case.zone is '是否应当火化';
comment on column cremation_cremation_case.furnace is '炉型';
comment on column cremation_cremation_case.operator is '火化工';
comment on column cremation_cremation_case.burnt_at is '火化时间（时:分）';
comment on column cremation_cremation_case.number is '火化证号';
comment on column cremation_cremation_case.apply_on is 'apply：办理日期';
comment on column cremation_cremation_case.apply_by is 'apply：办理人';
comment on column cremation_cremation_case.collect_on is 'collect：办理日期';
comment on column cremation_cremation_case.collect_by is 'collect：办理人';
comment on column cremation_cremation_case.collect_due is 'collect：期限';
comment on column cremation_cremation_case.collect_missed_on is 'collect：逾期之日';
comment on column cremation_cremation_case.store_on is 'store：办理日期';
comment on column cremation_cremation_case.store_by is 'store：办理人';
comment on column cremation_cremation_case.cremate_on is 'cremate：办理日期';
comment on column cremation_cremation_case.cremate_by is 'cremate：办理人';
comment on column cremation_cremation_case.cremate_outcome is 'cremate：结论';
comment on column cremation_cremation_case.known_from is '记录时间';
call seen_with('cremation_cremation_case', 'case_file', 'id', 'app_sees_all');
call of_business('cremation_cremation_case', 'cremation');
call with_history('cremation_cremation_case');
call no_conflict('cremation_cremation_case', 'case', 'id', array['collect_by', 'store_by', 'cremate_by']);
