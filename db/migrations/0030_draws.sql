-- 双随机抽查：先公布种子的摘要和两份名单，后公布种子；任何人都能重算。 Lots drawn in the open: the hash of the seed before, the seed after.
create table inspection_draw (
  county_id smallint not null references county, id bigint not null default nextval('ledger_id'),
  procedure text not null, share smallint not null check (share between 1 and 100), each smallint not null check (each between 1 and 9),
  objects jsonb not null, inspectors jsonb not null, apart jsonb not null default '[]',
  seed_sealed bytea not null, seed_hash text not null check (seed_hash ~ '^[0-9a-f]{64}$'), lists_hash text not null,
  committed_on date not null, committed_by bigint not null,
  drawn_on date check (drawn_on >= committed_on), drawn_by bigint, word text, seed text,
  cancelled_on date, cancelled_by bigint, cancelled_why text,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, id),
  constraint draw_needs_another check (drawn_by <> committed_by),
  check (num_nulls(drawn_on, drawn_by, word, seed) in (0, 4)), check (num_nulls(cancelled_on, cancelled_by, cancelled_why) in (0, 3)),
  check (drawn_on is null or cancelled_on is null)
);
comment on table inspection_draw is '双随机抽签：对象和执法人员名单在公布种子摘要时固定';
comment on column inspection_draw.share is '抽取比例（%）';
comment on column inspection_draw.each is '每个对象几名执法人员';
comment on column inspection_draw.apart is '应当回避的（对象、执法人员）';
comment on column inspection_draw.seed_sealed is '种子（加密，抽签后公布）';
comment on column inspection_draw.seed_hash is '种子摘要 SHA-256，抽签前公布';
comment on column inspection_draw.word is '监督人当场报出的字词，与种子合用，任何一方都不能单独左右结果';
create unique index one_open_draw on inspection_draw (county_id, procedure) where drawn_on is null and cancelled_on is null;
call seen_in_county('inspection_draw');
call within_business('inspection_draw', 'split_part(procedure, ''.'', 1)');
call not_for_outside('inspection_draw');
call with_history('inspection_draw');

create table inspection_drawn (
  county_id smallint not null, draw_id bigint not null, number smallint not null, key text not null, subject_id bigint not null,
  rank text not null, inspectors jsonb not null, case_id bigint,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, draw_id, number),
  foreign key (county_id, draw_id) references inspection_draw (county_id, id),
  foreign key (county_id, case_id) references case_file (county_id, id)
);
comment on table inspection_drawn is '抽中的对象和派定的执法人员（只增不改）';
call seen_in_county('inspection_drawn');
call with_its_owner('inspection_drawn', 'inspection_draw', 'draw_id');
call not_for_outside('inspection_drawn');

create table case_assignee (
  county_id smallint not null, case_id bigint not null, person_id bigint not null,
  known_from timestamptz not null default ledger_now(),
  primary key (county_id, case_id, person_id),
  foreign key (county_id, case_id) references case_file (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
comment on table case_assignee is '抽签派定的执法人员：这一办件的现场检查由且只由他们办理（只增不改）';
call seen_with('case_assignee', 'case_file', 'case_id');
