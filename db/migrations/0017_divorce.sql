-- Derived from the definitions of divorce (npm run schema -- divorce).
create table divorce_divorces (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  husband_id bigint not null,
  wife_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  certificate text not null,
  in_mainland boolean not null,
  settled boolean not null,
  children integer not null,
  reason text check (reason in ('temper', 'family', 'money', 'apart', 'other')),
  residence_permit boolean,
  hukou_book boolean,
  agreement uuid[],
  mediated boolean,
  receipt text not null,
  number text not null,
  is_across boolean not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id),
  unique (county_id, receipt),
  unique (county_id, number)
);
comment on table divorce_divorces is '离婚登记簿';
comment on column divorce_divorces.county_id is '县';
comment on column divorce_divorces.id is '编号';
comment on column divorce_divorces.division_id is '村（居）';
comment on column divorce_divorces.town_id is '乡镇（街道）';
comment on column divorce_divorces.husband_id is '对象';
comment on column divorce_divorces.wife_id is '对象';
comment on column divorce_divorces.on_day is '日期';
comment on column divorce_divorces.annulled_on is '登记有误，撤销之日';
comment on column divorce_divorces.case_id is '由哪一办件而来';
comment on column divorce_divorces.certificate is '结婚证字号';
comment on column divorce_divorces.in_mainland is '在内地登记结婚';
comment on column divorce_divorces.settled is '协议载明自愿离婚、子女抚养、财产和债务';
comment on column divorce_divorces.children is '未成年子女人数';
comment on column divorce_divorces.reason is '离婚原因';
comment on column divorce_divorces.residence_permit is '一方持有本县居住证';
comment on column divorce_divorces.hukou_book is '已出示户口簿';
comment on column divorce_divorces.agreement is '离婚协议书';
comment on column divorce_divorces.mediated is '接受离婚辅导或者调解';
comment on column divorce_divorces.receipt is '受理回执单号';
comment on column divorce_divorces.number is '离婚证字号';
comment on column divorce_divorces.is_across is '跨区域通办（计算得出）';
comment on column divorce_divorces.known_from is '记录时间';
create index on divorce_divorces (county_id, husband_id);
create index on divorce_divorces (county_id, wife_id);
create index on divorce_divorces (county_id, on_day);
create index on divorce_divorces (county_id, town_id, id);
call seen_in_area('divorce_divorces');
call of_business('divorce_divorces', 'divorce');
call only_for_posts('divorce_divorces', array['registry']);
call with_history('divorce_divorces');

create table divorce_reissues (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  husband_id bigint not null,
  wife_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  former text not null,
  registered_on date not null,
  cause text not null check (cause in ('lost', 'spoilt', 'changed')),
  in_archive boolean not null,
  number text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id),
  unique (county_id, number)
);
comment on table divorce_reissues is '补领离婚证登记簿';
comment on column divorce_reissues.county_id is '县';
comment on column divorce_reissues.id is '编号';
comment on column divorce_reissues.division_id is '村（居）';
comment on column divorce_reissues.town_id is '乡镇（街道）';
comment on column divorce_reissues.husband_id is '对象';
comment on column divorce_reissues.wife_id is '对象';
comment on column divorce_reissues.on_day is '日期';
comment on column divorce_reissues.annulled_on is '登记有误，撤销之日';
comment on column divorce_reissues.case_id is '由哪一办件而来';
comment on column divorce_reissues.former is '原离婚证字号';
comment on column divorce_reissues.registered_on is '原登记日期';
comment on column divorce_reissues.cause is '补领原因';
comment on column divorce_reissues.in_archive is '已查明婚姻登记档案';
comment on column divorce_reissues.number is '补发离婚证字号';
comment on column divorce_reissues.known_from is '记录时间';
create index on divorce_reissues (county_id, husband_id);
create index on divorce_reissues (county_id, wife_id);
create index on divorce_reissues (county_id, on_day);
create index on divorce_reissues (county_id, town_id, id);
call seen_in_area('divorce_reissues');
call of_business('divorce_reissues', 'divorce');
call only_for_posts('divorce_reissues', array['registry']);
call with_history('divorce_reissues');

create table divorce_registration_case (
  county_id smallint not null,
  id bigint not null,
  husband_id bigint not null,
  wife_id bigint not null,
  filled text[] not null default '{}',
  certificate text,
  in_mainland boolean,
  settled boolean,
  children integer,
  reason text check (reason in ('temper', 'family', 'money', 'apart', 'other')),
  residence_permit boolean,
  hukou_book boolean,
  agreement uuid[],
  mediated boolean,
  receipt text,
  number text,
  is_across boolean,
  apply_on date,
  apply_by bigint,
  apply_came text[],
  accept_on date,
  accept_by bigint,
  accept_due date,
  accept_missed_on date,
  accept_outcome text check (accept_outcome in ('continue', 'refuse')),
  cool_off_on date,
  cool_off_by bigint,
  collect_on date,
  collect_by bigint,
  collect_came text[],
  collect_due date,
  collect_missed_on date,
  register_on date,
  register_by bigint,
  register_due date,
  register_missed_on date,
  register_outcome text check (register_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id)
);
comment on table divorce_registration_case is '离婚登记：填报与各环节';
comment on column divorce_registration_case.county_id is '县';
comment on column divorce_registration_case.id is '办件';
comment on column divorce_registration_case.husband_id is '对象';
comment on column divorce_registration_case.wife_id is '对象';
comment on column divorce_registration_case.filled is '已填写的明细';
comment on column divorce_registration_case.certificate is '结婚证字号';
comment on column divorce_registration_case.in_mainland is '在内地登记结婚';
comment on column divorce_registration_case.settled is '协议载明自愿离婚、子女抚养、财产和债务';
comment on column divorce_registration_case.children is '未成年子女人数';
comment on column divorce_registration_case.reason is '离婚原因';
comment on column divorce_registration_case.residence_permit is '一方持有本县居住证';
comment on column divorce_registration_case.hukou_book is '已出示户口簿';
comment on column divorce_registration_case.agreement is '离婚协议书';
comment on column divorce_registration_case.mediated is '接受离婚辅导或者调解';
comment on column divorce_registration_case.receipt is '受理回执单号';
comment on column divorce_registration_case.number is '离婚证字号';
comment on column divorce_registration_case.is_across is '跨区域通办（计算得出）';
comment on column divorce_registration_case.apply_on is 'apply：办理日期';
comment on column divorce_registration_case.apply_by is 'apply：办理人';
comment on column divorce_registration_case.apply_came is 'apply：到场的当事人';
comment on column divorce_registration_case.accept_on is 'accept：办理日期';
comment on column divorce_registration_case.accept_by is 'accept：办理人';
comment on column divorce_registration_case.accept_due is 'accept：期限';
comment on column divorce_registration_case.accept_missed_on is 'accept：逾期之日';
comment on column divorce_registration_case.accept_outcome is 'accept：结论';
comment on column divorce_registration_case.cool_off_on is 'coolOff：办理日期';
comment on column divorce_registration_case.cool_off_by is 'coolOff：办理人';
comment on column divorce_registration_case.collect_on is 'collect：办理日期';
comment on column divorce_registration_case.collect_by is 'collect：办理人';
comment on column divorce_registration_case.collect_came is 'collect：到场的当事人';
comment on column divorce_registration_case.collect_due is 'collect：期限';
comment on column divorce_registration_case.collect_missed_on is 'collect：逾期之日';
comment on column divorce_registration_case.register_on is 'register：办理日期';
comment on column divorce_registration_case.register_by is 'register：办理人';
comment on column divorce_registration_case.register_due is 'register：期限';
comment on column divorce_registration_case.register_missed_on is 'register：逾期之日';
comment on column divorce_registration_case.register_outcome is 'register：结论';
comment on column divorce_registration_case.known_from is '记录时间';
call seen_with('divorce_registration_case', 'case_file', 'id', 'app_sees_all');
call of_business('divorce_registration_case', 'divorce');
call only_for_posts('divorce_registration_case', array['registry']);
call with_history('divorce_registration_case');
call no_conflict('divorce_registration_case', 'case', 'id', array['apply_by', 'accept_by', 'cool_off_by', 'collect_by', 'register_by']);

create table divorce_reissue_case (
  county_id smallint not null,
  id bigint not null,
  husband_id bigint not null,
  wife_id bigint not null,
  filled text[] not null default '{}',
  former text,
  registered_on date,
  cause text check (cause in ('lost', 'spoilt', 'changed')),
  in_archive boolean,
  number text,
  apply_on date,
  apply_by bigint,
  apply_came text[],
  issue_on date,
  issue_by bigint,
  issue_due date,
  issue_missed_on date,
  issue_outcome text check (issue_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id)
);
comment on table divorce_reissue_case is '补领离婚证：填报与各环节';
comment on column divorce_reissue_case.county_id is '县';
comment on column divorce_reissue_case.id is '办件';
comment on column divorce_reissue_case.husband_id is '对象';
comment on column divorce_reissue_case.wife_id is '对象';
comment on column divorce_reissue_case.filled is '已填写的明细';
comment on column divorce_reissue_case.former is '原离婚证字号';
comment on column divorce_reissue_case.registered_on is '原登记日期';
comment on column divorce_reissue_case.cause is '补领原因';
comment on column divorce_reissue_case.in_archive is '已查明婚姻登记档案';
comment on column divorce_reissue_case.number is '补发离婚证字号';
comment on column divorce_reissue_case.apply_on is 'apply：办理日期';
comment on column divorce_reissue_case.apply_by is 'apply：办理人';
comment on column divorce_reissue_case.apply_came is 'apply：到场的当事人';
comment on column divorce_reissue_case.issue_on is 'issue：办理日期';
comment on column divorce_reissue_case.issue_by is 'issue：办理人';
comment on column divorce_reissue_case.issue_due is 'issue：期限';
comment on column divorce_reissue_case.issue_missed_on is 'issue：逾期之日';
comment on column divorce_reissue_case.issue_outcome is 'issue：结论';
comment on column divorce_reissue_case.known_from is '记录时间';
call seen_with('divorce_reissue_case', 'case_file', 'id', 'app_sees_all');
call of_business('divorce_reissue_case', 'divorce');
call only_for_posts('divorce_reissue_case', array['registry']);
call with_history('divorce_reissue_case');
call no_conflict('divorce_reissue_case', 'case', 'id', array['apply_by', 'issue_by']);
