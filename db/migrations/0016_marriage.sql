-- Derived from the definitions of marriage (npm run schema -- marriage).
create table marriage_marriages (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  husband_id bigint not null,
  wife_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  voluntary boolean not null,
  no_spouse boolean not null,
  not_kin boolean not null,
  disease text not null check (disease in ('none', 'told', 'untold')),
  husband_before text not null check (husband_before in ('single', 'divorced', 'widowed')),
  wife_before text not null check (wife_before in ('single', 'divorced', 'widowed')),
  residence_permit boolean,
  hukou_book boolean,
  statements uuid[],
  photo uuid[],
  guided boolean,
  number text not null,
  is_across boolean not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id),
  unique (county_id, number)
);
comment on table marriage_marriages is '结婚登记簿';
comment on column marriage_marriages.county_id is '县';
comment on column marriage_marriages.id is '编号';
comment on column marriage_marriages.division_id is '村（居）';
comment on column marriage_marriages.town_id is '乡镇（街道）';
comment on column marriage_marriages.husband_id is '对象';
comment on column marriage_marriages.wife_id is '对象';
comment on column marriage_marriages.on_day is '日期';
comment on column marriage_marriages.annulled_on is '登记有误，撤销之日';
comment on column marriage_marriages.case_id is '由哪一办件而来';
comment on column marriage_marriages.voluntary is '双方声明完全自愿';
comment on column marriage_marriages.no_spouse is '双方声明均无配偶';
comment on column marriage_marriages.not_kin is '双方声明没有直系血亲和三代以内旁系血亲关系';
comment on column marriage_marriages.disease is '重大疾病';
comment on column marriage_marriages.husband_before is '男方原婚姻状况';
comment on column marriage_marriages.wife_before is '女方原婚姻状况';
comment on column marriage_marriages.residence_permit is '一方持有本县居住证';
comment on column marriage_marriages.hukou_book is '已出示户口簿';
comment on column marriage_marriages.statements is '申请结婚登记声明书（签名、指纹）';
comment on column marriage_marriages.photo is '双方近期合影';
comment on column marriage_marriages.guided is '接受婚前辅导';
comment on column marriage_marriages.number is '结婚证字号';
comment on column marriage_marriages.is_across is '跨区域通办（计算得出）';
comment on column marriage_marriages.known_from is '记录时间';
create index on marriage_marriages (county_id, husband_id);
create index on marriage_marriages (county_id, wife_id);
create index on marriage_marriages (county_id, on_day);
create index on marriage_marriages (county_id, town_id, id);
call seen_in_area('marriage_marriages');
call of_business('marriage_marriages', 'marriage');
call only_for_posts('marriage_marriages', array['registry']);
call with_history('marriage_marriages');

create table marriage_judgments (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  husband_id bigint not null,
  wife_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  number text not null,
  kind text not null check (kind in ('void', 'annulled')),
  court text not null,
  document text not null,
  effective_on date not null,
  papers uuid[],
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id)
);
comment on table marriage_judgments is '婚姻登记备注';
comment on column marriage_judgments.county_id is '县';
comment on column marriage_judgments.id is '编号';
comment on column marriage_judgments.division_id is '村（居）';
comment on column marriage_judgments.town_id is '乡镇（街道）';
comment on column marriage_judgments.husband_id is '对象';
comment on column marriage_judgments.wife_id is '对象';
comment on column marriage_judgments.on_day is '日期';
comment on column marriage_judgments.annulled_on is '登记有误，撤销之日';
comment on column marriage_judgments.case_id is '由哪一办件而来';
comment on column marriage_judgments.number is '结婚证字号';
comment on column marriage_judgments.kind is '司法文书认定';
comment on column marriage_judgments.court is '作出法院';
comment on column marriage_judgments.document is '判决书文号';
comment on column marriage_judgments.effective_on is '生效日期';
comment on column marriage_judgments.papers is '判决书、生效证明';
comment on column marriage_judgments.known_from is '记录时间';
create index on marriage_judgments (county_id, husband_id);
create index on marriage_judgments (county_id, wife_id);
create index on marriage_judgments (county_id, on_day);
create index on marriage_judgments (county_id, town_id, id);
call seen_in_area('marriage_judgments');
call of_business('marriage_judgments', 'marriage');
call only_for_posts('marriage_judgments', array['registry']);
call with_history('marriage_judgments');

create table marriage_records (
  county_id smallint not null,
  id bigint not null default nextval('ledger_id'),
  division_id bigint not null,
  town_id bigint,
  holder_id bigint not null,
  on_day date not null,
  annulled_on date,
  case_id bigint,
  kind text not null check (kind in ('record', 'none')),
  use text not null check (use in ('own', 'taiwan', 'listed', 'other')),
  in_archive boolean not null,
  registered text check (registered in ('marriage', 'divorce')),
  former text,
  registered_on date,
  spouse text,
  number text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, holder_id) references person (county_id, id),
  unique (county_id, number)
);
comment on table marriage_records is '婚姻登记记录证明台账';
comment on column marriage_records.county_id is '县';
comment on column marriage_records.id is '编号';
comment on column marriage_records.division_id is '村（居）';
comment on column marriage_records.town_id is '乡镇（街道）';
comment on column marriage_records.holder_id is '对象';
comment on column marriage_records.on_day is '日期';
comment on column marriage_records.annulled_on is '登记有误，撤销之日';
comment on column marriage_records.case_id is '由哪一办件而来';
comment on column marriage_records.kind is '证明内容';
comment on column marriage_records.use is '用途';
comment on column marriage_records.in_archive is '档案中查到婚姻登记记录';
comment on column marriage_records.registered is '登记种类';
comment on column marriage_records.former is '登记字号';
comment on column marriage_records.registered_on is '登记日期';
comment on column marriage_records.spouse is '登记的对方姓名';
comment on column marriage_records.number is '证明编号';
comment on column marriage_records.known_from is '记录时间';
create index on marriage_records (county_id, holder_id);
create index on marriage_records (county_id, on_day);
create index on marriage_records (county_id, town_id, id);
call seen_in_area('marriage_records');
call of_business('marriage_records', 'marriage');
call only_for_posts('marriage_records', array['registry']);
call with_history('marriage_records');

create table marriage_reissues (
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
  still_married boolean not null,
  number text not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id),
  unique (county_id, number)
);
comment on table marriage_reissues is '补领结婚证登记簿';
comment on column marriage_reissues.county_id is '县';
comment on column marriage_reissues.id is '编号';
comment on column marriage_reissues.division_id is '村（居）';
comment on column marriage_reissues.town_id is '乡镇（街道）';
comment on column marriage_reissues.husband_id is '对象';
comment on column marriage_reissues.wife_id is '对象';
comment on column marriage_reissues.on_day is '日期';
comment on column marriage_reissues.annulled_on is '登记有误，撤销之日';
comment on column marriage_reissues.case_id is '由哪一办件而来';
comment on column marriage_reissues.former is '原结婚证字号';
comment on column marriage_reissues.registered_on is '原登记日期';
comment on column marriage_reissues.cause is '补领原因';
comment on column marriage_reissues.in_archive is '已查明婚姻登记档案';
comment on column marriage_reissues.still_married is '双方声明婚姻关系存续';
comment on column marriage_reissues.number is '补发结婚证字号';
comment on column marriage_reissues.known_from is '记录时间';
create index on marriage_reissues (county_id, husband_id);
create index on marriage_reissues (county_id, wife_id);
create index on marriage_reissues (county_id, on_day);
create index on marriage_reissues (county_id, town_id, id);
call seen_in_area('marriage_reissues');
call of_business('marriage_reissues', 'marriage');
call only_for_posts('marriage_reissues', array['registry']);
call with_history('marriage_reissues');

create table marriage_registration_case (
  county_id smallint not null,
  id bigint not null,
  husband_id bigint not null,
  wife_id bigint not null,
  filled text[] not null default '{}',
  voluntary boolean,
  no_spouse boolean,
  not_kin boolean,
  disease text check (disease in ('none', 'told', 'untold')),
  husband_before text check (husband_before in ('single', 'divorced', 'widowed')),
  wife_before text check (wife_before in ('single', 'divorced', 'widowed')),
  residence_permit boolean,
  hukou_book boolean,
  statements uuid[],
  photo uuid[],
  guided boolean,
  number text,
  is_across boolean,
  apply_on date,
  apply_by bigint,
  apply_came text[],
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
comment on table marriage_registration_case is '结婚登记：填报与各环节';
comment on column marriage_registration_case.county_id is '县';
comment on column marriage_registration_case.id is '办件';
comment on column marriage_registration_case.husband_id is '对象';
comment on column marriage_registration_case.wife_id is '对象';
comment on column marriage_registration_case.filled is '已填写的明细';
comment on column marriage_registration_case.voluntary is '双方声明完全自愿';
comment on column marriage_registration_case.no_spouse is '双方声明均无配偶';
comment on column marriage_registration_case.not_kin is '双方声明没有直系血亲和三代以内旁系血亲关系';
comment on column marriage_registration_case.disease is '重大疾病';
comment on column marriage_registration_case.husband_before is '男方原婚姻状况';
comment on column marriage_registration_case.wife_before is '女方原婚姻状况';
comment on column marriage_registration_case.residence_permit is '一方持有本县居住证';
comment on column marriage_registration_case.hukou_book is '已出示户口簿';
comment on column marriage_registration_case.statements is '申请结婚登记声明书（签名、指纹）';
comment on column marriage_registration_case.photo is '双方近期合影';
comment on column marriage_registration_case.guided is '接受婚前辅导';
comment on column marriage_registration_case.number is '结婚证字号';
comment on column marriage_registration_case.is_across is '跨区域通办（计算得出）';
comment on column marriage_registration_case.apply_on is 'apply：办理日期';
comment on column marriage_registration_case.apply_by is 'apply：办理人';
comment on column marriage_registration_case.apply_came is 'apply：到场的当事人';
comment on column marriage_registration_case.register_on is 'register：办理日期';
comment on column marriage_registration_case.register_by is 'register：办理人';
comment on column marriage_registration_case.register_due is 'register：期限';
comment on column marriage_registration_case.register_missed_on is 'register：逾期之日';
comment on column marriage_registration_case.register_outcome is 'register：结论';
comment on column marriage_registration_case.known_from is '记录时间';
call seen_with('marriage_registration_case', 'case_file', 'id', 'app_sees_all');
call of_business('marriage_registration_case', 'marriage');
call only_for_posts('marriage_registration_case', array['registry']);
call with_history('marriage_registration_case');
call no_conflict('marriage_registration_case', 'case', 'id', array['apply_by', 'register_by']);

create table marriage_judgment_case (
  county_id smallint not null,
  id bigint not null,
  husband_id bigint not null,
  wife_id bigint not null,
  filled text[] not null default '{}',
  number text,
  kind text check (kind in ('void', 'annulled')),
  court text,
  document text,
  effective_on date,
  papers uuid[],
  apply_on date,
  apply_by bigint,
  decide_on date,
  decide_by bigint,
  decide_due date,
  decide_missed_on date,
  decide_outcome text check (decide_outcome in ('grant', 'refuse')),
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  foreign key (county_id, id) references case_file (county_id, id),
  foreign key (county_id, husband_id) references person (county_id, id),
  foreign key (county_id, wife_id) references person (county_id, id),
  constraint decide_not_by_apply check (decide_by <> apply_by)
);
comment on table marriage_judgment_case is '婚姻无效、撤销备注：填报与各环节';
comment on column marriage_judgment_case.county_id is '县';
comment on column marriage_judgment_case.id is '办件';
comment on column marriage_judgment_case.husband_id is '对象';
comment on column marriage_judgment_case.wife_id is '对象';
comment on column marriage_judgment_case.filled is '已填写的明细';
comment on column marriage_judgment_case.number is '结婚证字号';
comment on column marriage_judgment_case.kind is '司法文书认定';
comment on column marriage_judgment_case.court is '作出法院';
comment on column marriage_judgment_case.document is '判决书文号';
comment on column marriage_judgment_case.effective_on is '生效日期';
comment on column marriage_judgment_case.papers is '判决书、生效证明';
comment on column marriage_judgment_case.apply_on is 'apply：办理日期';
comment on column marriage_judgment_case.apply_by is 'apply：办理人';
comment on column marriage_judgment_case.decide_on is 'decide：办理日期';
comment on column marriage_judgment_case.decide_by is 'decide：办理人';
comment on column marriage_judgment_case.decide_due is 'decide：期限';
comment on column marriage_judgment_case.decide_missed_on is 'decide：逾期之日';
comment on column marriage_judgment_case.decide_outcome is 'decide：结论';
comment on column marriage_judgment_case.known_from is '记录时间';
call seen_with('marriage_judgment_case', 'case_file', 'id', 'app_sees_all');
call of_business('marriage_judgment_case', 'marriage');
call only_for_posts('marriage_judgment_case', array['registry']);
call with_history('marriage_judgment_case');
call no_conflict('marriage_judgment_case', 'case', 'id', array['apply_by', 'decide_by']);

create table marriage_proof_case (
  county_id smallint not null,
  id bigint not null,
  holder_id bigint not null,
  filled text[] not null default '{}',
  kind text check (kind in ('record', 'none')),
  use text check (use in ('own', 'taiwan', 'listed', 'other')),
  in_archive boolean,
  registered text check (registered in ('marriage', 'divorce')),
  former text,
  registered_on date,
  spouse text,
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
  foreign key (county_id, holder_id) references person (county_id, id)
);
comment on table marriage_proof_case is '出具婚姻登记记录证明：填报与各环节';
comment on column marriage_proof_case.county_id is '县';
comment on column marriage_proof_case.id is '办件';
comment on column marriage_proof_case.holder_id is '对象';
comment on column marriage_proof_case.filled is '已填写的明细';
comment on column marriage_proof_case.kind is '证明内容';
comment on column marriage_proof_case.use is '用途';
comment on column marriage_proof_case.in_archive is '档案中查到婚姻登记记录';
comment on column marriage_proof_case.registered is '登记种类';
comment on column marriage_proof_case.former is '登记字号';
comment on column marriage_proof_case.registered_on is '登记日期';
comment on column marriage_proof_case.spouse is '登记的对方姓名';
comment on column marriage_proof_case.number is '证明编号';
comment on column marriage_proof_case.apply_on is 'apply：办理日期';
comment on column marriage_proof_case.apply_by is 'apply：办理人';
comment on column marriage_proof_case.apply_came is 'apply：到场的当事人';
comment on column marriage_proof_case.issue_on is 'issue：办理日期';
comment on column marriage_proof_case.issue_by is 'issue：办理人';
comment on column marriage_proof_case.issue_due is 'issue：期限';
comment on column marriage_proof_case.issue_missed_on is 'issue：逾期之日';
comment on column marriage_proof_case.issue_outcome is 'issue：结论';
comment on column marriage_proof_case.known_from is '记录时间';
call seen_with('marriage_proof_case', 'case_file', 'id', 'app_sees_all');
call of_business('marriage_proof_case', 'marriage');
call only_for_posts('marriage_proof_case', array['registry']);
call with_history('marriage_proof_case');
call no_conflict('marriage_proof_case', 'case', 'id', array['apply_by', 'issue_by']);

create table marriage_reissue_case (
  county_id smallint not null,
  id bigint not null,
  husband_id bigint not null,
  wife_id bigint not null,
  filled text[] not null default '{}',
  former text,
  registered_on date,
  cause text check (cause in ('lost', 'spoilt', 'changed')),
  in_archive boolean,
  still_married boolean,
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
comment on table marriage_reissue_case is '补领结婚证：填报与各环节';
comment on column marriage_reissue_case.county_id is '县';
comment on column marriage_reissue_case.id is '办件';
comment on column marriage_reissue_case.husband_id is '对象';
comment on column marriage_reissue_case.wife_id is '对象';
comment on column marriage_reissue_case.filled is '已填写的明细';
comment on column marriage_reissue_case.former is '原结婚证字号';
comment on column marriage_reissue_case.registered_on is '原登记日期';
comment on column marriage_reissue_case.cause is '补领原因';
comment on column marriage_reissue_case.in_archive is '已查明婚姻登记档案';
comment on column marriage_reissue_case.still_married is '双方声明婚姻关系存续';
comment on column marriage_reissue_case.number is '补发结婚证字号';
comment on column marriage_reissue_case.apply_on is 'apply：办理日期';
comment on column marriage_reissue_case.apply_by is 'apply：办理人';
comment on column marriage_reissue_case.apply_came is 'apply：到场的当事人';
comment on column marriage_reissue_case.issue_on is 'issue：办理日期';
comment on column marriage_reissue_case.issue_by is 'issue：办理人';
comment on column marriage_reissue_case.issue_due is 'issue：期限';
comment on column marriage_reissue_case.issue_missed_on is 'issue：逾期之日';
comment on column marriage_reissue_case.issue_outcome is 'issue：结论';
comment on column marriage_reissue_case.known_from is '记录时间';
call seen_with('marriage_reissue_case', 'case_file', 'id', 'app_sees_all');
call of_business('marriage_reissue_case', 'marriage');
call only_for_posts('marriage_reissue_case', array['registry']);
call with_history('marriage_reissue_case');
call no_conflict('marriage_reissue_case', 'case', 'id', array['apply_by', 'issue_by']);
