-- The first schema. Written by packaging/revision.py --first; never changed after the first release.

CREATE TABLE amendments (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    note_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT fk_amendments_note_id FOREIGN KEY(note_id) REFERENCES notes (id),
    CONSTRAINT fk_amendments_author_id FOREIGN KEY(author_id) REFERENCES therapists (id),
    CONSTRAINT ck_amendments_kind_known CHECK ("kind" IN ('signed', 'late_entry', 'addendum', 'correction', 'void', 'co_signed')),
    CONSTRAINT ck_amendments_content_known CHECK (json_valid("content"))
);

CREATE INDEX ix_amendments_note_id ON amendments (note_id);

CREATE TABLE attachments (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    stored_id INTEGER NOT NULL,
    remark TEXT NOT NULL,
    CONSTRAINT fk_attachments_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_attachments_stored_id FOREIGN KEY(stored_id) REFERENCES stored_files (id)
);

CREATE INDEX ix_attachments_student_id ON attachments (student_id);

CREATE TABLE attempts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    evaluation_id INTEGER,
    consent_id INTEGER,
    day DATE NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT fk_attempts_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_attempts_evaluation_id FOREIGN KEY(evaluation_id) REFERENCES evaluations (id) ON DELETE CASCADE,
    CONSTRAINT fk_attempts_consent_id FOREIGN KEY(consent_id) REFERENCES consents (id) ON DELETE CASCADE
);

CREATE INDEX ix_attempts_consent_id ON attempts (consent_id);

CREATE INDEX ix_attempts_evaluation_id ON attempts (evaluation_id);

CREATE INDEX ix_attempts_student_id ON attempts (student_id);

CREATE TABLE attendances (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    service_line_id INTEGER,
    presence TEXT,
    arrived INTEGER,
    "left" INTEGER,
    paused INTEGER NOT NULL,
    setting TEXT,
    minutes INTEGER,
    reason TEXT,
    remark TEXT NOT NULL,
    makeup_for_id INTEGER,
    CONSTRAINT uq_attendances_session_student UNIQUE (session_id, student_id),
    CONSTRAINT ck_attendances_minutes_not_negative CHECK (minutes IS NULL OR minutes >= 0),
    CONSTRAINT ck_attendances_pause_not_negative CHECK (paused >= 0),
    CONSTRAINT fk_attendances_session_id FOREIGN KEY(session_id) REFERENCES therapy_sessions (id) ON DELETE CASCADE,
    CONSTRAINT fk_attendances_student_id FOREIGN KEY(student_id) REFERENCES students (id),
    CONSTRAINT fk_attendances_service_line_id FOREIGN KEY(service_line_id) REFERENCES service_lines (id),
    CONSTRAINT fk_attendances_makeup_for_id FOREIGN KEY(makeup_for_id) REFERENCES attendances (id),
    CONSTRAINT ck_attendances_presence_known CHECK ("presence" IN ('present', 'late', 'left_early', 'refused', 'absent')),
    CONSTRAINT ck_attendances_arrived_known CHECK ("arrived" BETWEEN 0 AND 1440),
    CONSTRAINT ck_attendances_left_known CHECK ("left" BETWEEN 0 AND 1440),
    CONSTRAINT ck_attendances_setting_known CHECK ("setting" IN ('pull_out', 'push_in', 'classroom', 'telehealth', 'other')),
    CONSTRAINT ck_attendances_reason_known CHECK ("reason" IN ('delivered', 'partial', 'makeup', 'student_absent', 'student_suspended', 'student_refused', 'student_not_available', 'therapist_absent', 'therapist_meeting', 'school_closed', 'school_closed_unplanned', 'early_release', 'exited', 'no_reason'))
);

CREATE INDEX ix_attendances_makeup_for_id ON attendances (makeup_for_id);

CREATE INDEX ix_attendances_session_id ON attendances (session_id);

CREATE INDEX ix_attendances_student_id ON attendances (student_id);

CREATE TABLE audit_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id INTEGER,
    detail TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    previous TEXT NOT NULL,
    commit_no INTEGER NOT NULL,
    hash TEXT NOT NULL,
    mac TEXT NOT NULL,
    CONSTRAINT uq_audit_events_seq UNIQUE (seq),
    CONSTRAINT ck_audit_events_detail_known CHECK (json_valid("detail"))
);

CREATE INDEX ix_audit_events_at ON audit_events (at);

CREATE INDEX ix_audit_events_kind ON audit_events (kind, at);

CREATE INDEX ix_audit_events_subject ON audit_events (subject_kind, subject_id);

CREATE TABLE bell_blocks (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    day_type TEXT NOT NULL,
    grade_low INTEGER NOT NULL,
    grade_high INTEGER NOT NULL,
    homeroom TEXT,
    weekday INTEGER,
    label TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    pull TEXT NOT NULL,
    whole_day BOOLEAN NOT NULL,
    CONSTRAINT ck_bell_blocks_block_in_order CHECK (start < end),
    CONSTRAINT ck_bell_blocks_grades_in_order CHECK (grade_low <= grade_high),
    CONSTRAINT fk_bell_blocks_school_id FOREIGN KEY(school_id) REFERENCES schools (id) ON DELETE CASCADE,
    CONSTRAINT ck_bell_blocks_day_type_known CHECK ("day_type" IN ('regular', 'early_release', 'one_hour_delay', 'two_hour_delay', 'minimum_day', 'testing', 'half_day', 'staff_only', 'closed')),
    CONSTRAINT ck_bell_blocks_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_bell_blocks_end_known CHECK ("end" BETWEEN 0 AND 1440),
    CONSTRAINT ck_bell_blocks_pull_known CHECK ("pull" IN ('ok', 'avoid', 'never')),
    CONSTRAINT ck_bell_blocks_whole_day_known CHECK ("whole_day" IN (0, 1))
);

CREATE TABLE calendar_days (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    school_id INTEGER,
    day_type TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT uq_calendar_days_day_school UNIQUE (day, school_id),
    CONSTRAINT fk_calendar_days_school_id FOREIGN KEY(school_id) REFERENCES schools (id) ON DELETE CASCADE,
    CONSTRAINT ck_calendar_days_day_type_known CHECK ("day_type" IN ('regular', 'early_release', 'one_hour_delay', 'two_hour_delay', 'minimum_day', 'testing', 'half_day', 'staff_only', 'closed'))
);

CREATE TABLE co_sign_requests (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    note_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    remark TEXT NOT NULL,
    answered_by_id INTEGER,
    answered_at TEXT,
    proof TEXT,
    CONSTRAINT uq_co_sign_requests_note_id UNIQUE (note_id),
    CONSTRAINT fk_co_sign_requests_note_id FOREIGN KEY(note_id) REFERENCES notes (id),
    CONSTRAINT fk_co_sign_requests_answered_by_id FOREIGN KEY(answered_by_id) REFERENCES therapists (id),
    CONSTRAINT ck_co_sign_requests_state_known CHECK ("state" IN ('waiting', 'returned', 'done')),
    CONSTRAINT ck_co_sign_requests_proof_known CHECK (json_valid("proof"))
);

CREATE INDEX ix_co_sign_requests_state ON co_sign_requests (state);

CREATE TABLE commitments (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    weekday INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    valid_from DATE,
    valid_to DATE,
    CONSTRAINT ck_commitments_times_in_order CHECK (start < end),
    CONSTRAINT fk_commitments_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_commitments_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_commitments_end_known CHECK ("end" BETWEEN 0 AND 1440)
);

CREATE INDEX ix_commitments_student_id ON commitments (student_id);

CREATE TABLE completions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    student_id INTEGER,
    due_on DATE NOT NULL,
    done_on DATE NOT NULL,
    waived BOOLEAN NOT NULL,
    remark TEXT NOT NULL,
    CONSTRAINT fk_completions_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_completions_kind_known CHECK ("kind" IN ('annual_review', 'reevaluation', 'evaluation', 'consent', 'license', 'make_up')),
    CONSTRAINT ck_completions_waived_known CHECK ("waived" IN (0, 1))
);

CREATE INDEX ix_completions_done_on ON completions (done_on);

CREATE INDEX ix_completions_student_id ON completions (student_id);

CREATE TABLE consents (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sent_on DATE,
    given_on DATE,
    expires_on DATE,
    remark TEXT NOT NULL,
    CONSTRAINT fk_consents_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE INDEX ix_consents_student_id ON consents (student_id);

CREATE TABLE contacts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    CONSTRAINT fk_contacts_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE INDEX ix_contacts_student_id ON contacts (student_id);

CREATE TABLE destruction_notices (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    sent_on DATE NOT NULL,
    how TEXT NOT NULL,
    CONSTRAINT fk_destruction_notices_student_id FOREIGN KEY(student_id) REFERENCES students (id)
);

CREATE INDEX ix_destruction_notices_student_id ON destruction_notices (student_id);

CREATE TABLE districts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    minutes_policy TEXT,
    report_ratings TEXT NOT NULL,
    report_trends BOOLEAN NOT NULL,
    copy_since DATE,
    copy_fields TEXT,
    note_rules TEXT,
    coding TEXT,
    assist_scale TEXT,
    late_business_days INTEGER NOT NULL,
    CONSTRAINT ck_districts_report_trends_known CHECK ("report_trends" IN (0, 1)),
    CONSTRAINT ck_districts_copy_fields_known CHECK (json_valid("copy_fields")),
    CONSTRAINT ck_districts_note_rules_known CHECK (json_valid("note_rules")),
    CONSTRAINT ck_districts_coding_known CHECK (json_valid("coding")),
    CONSTRAINT ck_districts_assist_scale_known CHECK (json_valid("assist_scale"))
);

CREATE TABLE entered_notes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    note_id INTEGER NOT NULL,
    entered_at TEXT NOT NULL,
    CONSTRAINT uq_entered_notes_note_id UNIQUE (note_id),
    CONSTRAINT fk_entered_notes_note_id FOREIGN KEY(note_id) REFERENCES notes (id)
);

CREATE TABLE evaluations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    referred_on DATE,
    consent_sent_on DATE,
    consent_on DATE,
    tested_on DATE,
    scored_on DATE,
    report_on DATE,
    shared_on DATE,
    meeting_on DATE,
    absences INTEGER NOT NULL,
    due_on DATE,
    basis TEXT,
    due_by_hand DATE,
    hand_reason TEXT NOT NULL,
    closed_on DATE,
    remark TEXT NOT NULL,
    CONSTRAINT ck_evaluations_absences_not_negative CHECK (absences >= 0),
    CONSTRAINT ck_evaluations_hand_date_has_reason CHECK (due_by_hand IS NULL OR hand_reason <> ''),
    CONSTRAINT fk_evaluations_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_evaluations_kind_known CHECK ("kind" IN ('initial', 'reevaluation', 'screening', 'technology', 'other')),
    CONSTRAINT ck_evaluations_basis_known CHECK (json_valid("basis"))
);

CREATE INDEX ix_evaluations_student_id ON evaluations (student_id);

CREATE TABLE goal_points (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    goal_id INTEGER NOT NULL,
    note_id INTEGER NOT NULL,
    day DATE NOT NULL,
    measure TEXT NOT NULL,
    typed TEXT NOT NULL,
    value DOUBLE,
    correct DOUBLE,
    total DOUBLE,
    prompt TEXT,
    rank INTEGER,
    CONSTRAINT fk_goal_points_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id),
    CONSTRAINT fk_goal_points_note_id FOREIGN KEY(note_id) REFERENCES notes (id),
    CONSTRAINT ck_goal_points_measure_known CHECK ("measure" IN ('percent', 'trials', 'assist', 'frequency', 'duration', 'latency', 'interval', 'rating', 'gas', 'rubric', 'legibility', 'speed', 'accuracy', 'task_analysis', 'checklist')),
    CONSTRAINT ck_goal_points_prompt_known CHECK ("prompt" IN ('i', 'v', 'g', 'm', 'p'))
);

CREATE INDEX ix_goal_points_goal_day ON goal_points (goal_id, day);

CREATE INDEX ix_goal_points_note_id ON goal_points (note_id);

CREATE TABLE goals (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    plan_id INTEGER,
    number INTEGER NOT NULL,
    area TEXT NOT NULL,
    statement TEXT NOT NULL,
    cue TEXT NOT NULL,
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,
    higher_is_better BOOLEAN NOT NULL,
    baseline DOUBLE,
    baseline_on DATE,
    target DOUBLE,
    usual_total INTEGER,
    mastery TEXT,
    status TEXT NOT NULL,
    started_on DATE,
    ends_on DATE,
    met_on DATE,
    CONSTRAINT fk_goals_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_goals_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT ck_goals_measure_known CHECK ("measure" IN ('percent', 'trials', 'assist', 'frequency', 'duration', 'latency', 'interval', 'rating', 'gas', 'rubric', 'legibility', 'speed', 'accuracy', 'task_analysis', 'checklist')),
    CONSTRAINT ck_goals_higher_is_better_known CHECK ("higher_is_better" IN (0, 1)),
    CONSTRAINT ck_goals_mastery_known CHECK (json_valid("mastery")),
    CONSTRAINT ck_goals_status_known CHECK ("status" IN ('not_introduced', 'active', 'met', 'continued', 'revised', 'discontinued'))
);

CREATE INDEX ix_goals_student_id ON goals (student_id);

CREATE TABLE group_members (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    service_line_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    joined_on DATE,
    left_on DATE,
    CONSTRAINT fk_group_members_group_id FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE,
    CONSTRAINT fk_group_members_service_line_id FOREIGN KEY(service_line_id) REFERENCES service_lines (id) ON DELETE CASCADE,
    CONSTRAINT fk_group_members_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE INDEX ix_group_members_group_id ON group_members (group_id);

CREATE TABLE groups (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    archived BOOLEAN NOT NULL,
    CONSTRAINT fk_groups_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT ck_groups_archived_known CHECK ("archived" IN (0, 1))
);

CREATE TABLE import_mappings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    headings_hash TEXT NOT NULL,
    file_kind TEXT NOT NULL,
    columns TEXT NOT NULL,
    CONSTRAINT uq_import_mappings_headings_hash UNIQUE (headings_hash),
    CONSTRAINT ck_import_mappings_columns_known CHECK (json_valid("columns"))
);

CREATE TABLE keep_apart (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    first_id INTEGER NOT NULL,
    second_id INTEGER NOT NULL,
    CONSTRAINT uq_keep_apart_pair UNIQUE (first_id, second_id),
    CONSTRAINT ck_keep_apart_in_order CHECK (first_id < second_id),
    CONSTRAINT fk_keep_apart_first_id FOREIGN KEY(first_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_keep_apart_second_id FOREIGN KEY(second_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE TABLE left_forms (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    at TEXT NOT NULL,
    fields TEXT NOT NULL,
    CONSTRAINT ck_left_forms_fields_known CHECK (json_valid("fields"))
);

CREATE TABLE legal_holds (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    placed_on DATE NOT NULL,
    placed_by TEXT NOT NULL,
    lifted_on DATE,
    CONSTRAINT ck_legal_holds_hold_in_order CHECK (lifted_on IS NULL OR lifted_on >= placed_on),
    CONSTRAINT fk_legal_holds_student_id FOREIGN KEY(student_id) REFERENCES students (id)
);

CREATE INDEX ix_legal_holds_student_id ON legal_holds (student_id);

CREATE TABLE legs_not_driven (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    CONSTRAINT fk_legs_not_driven_from_id FOREIGN KEY(from_id) REFERENCES places (id),
    CONSTRAINT fk_legs_not_driven_to_id FOREIGN KEY(to_id) REFERENCES places (id)
);

CREATE INDEX ix_legs_not_driven_day ON legs_not_driven (day);

CREATE TABLE loans (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    number TEXT NOT NULL,
    lent_on DATE NOT NULL,
    due_back DATE,
    returned_on DATE,
    remark TEXT NOT NULL,
    CONSTRAINT ck_loans_loan_in_order CHECK (returned_on IS NULL OR returned_on >= lent_on),
    CONSTRAINT fk_loans_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE INDEX ix_loans_student_id ON loans (student_id);

CREATE TABLE makeup_decisions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    attendance_id INTEGER NOT NULL,
    owed BOOLEAN NOT NULL,
    decided_on DATE NOT NULL,
    remark TEXT NOT NULL,
    CONSTRAINT uq_makeup_decisions_attendance_id UNIQUE (attendance_id),
    CONSTRAINT fk_makeup_decisions_attendance_id FOREIGN KEY(attendance_id) REFERENCES attendances (id) ON DELETE CASCADE,
    CONSTRAINT ck_makeup_decisions_owed_known CHECK ("owed" IN (0, 1))
);

CREATE TABLE meetings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    school_id INTEGER,
    student_id INTEGER,
    room TEXT NOT NULL,
    bring TEXT NOT NULL,
    CONSTRAINT ck_meetings_meeting_in_order CHECK (start < "end"),
    CONSTRAINT fk_meetings_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT fk_meetings_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE SET NULL,
    CONSTRAINT ck_meetings_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_meetings_end_known CHECK ("end" BETWEEN 0 AND 1440),
    CONSTRAINT ck_meetings_kind_known CHECK ("kind" IN ('iep', 'evaluation', 'team', 'other'))
);

CREATE INDEX ix_meetings_day ON meetings (day);

CREATE TABLE mileage_claims (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    month DATE NOT NULL,
    claimed_on DATE NOT NULL,
    printed TEXT NOT NULL,
    CONSTRAINT uq_mileage_claims_month UNIQUE (month),
    CONSTRAINT ck_mileage_claims_printed_known CHECK (json_valid("printed"))
);

CREATE TABLE mileage_terms (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    home_policy TEXT NOT NULL,
    base_id INTEGER,
    own_rate INTEGER,
    rounding TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    CONSTRAINT ck_mileage_terms_rate_not_negative CHECK (own_rate IS NULL OR own_rate >= 0),
    CONSTRAINT fk_mileage_terms_base_id FOREIGN KEY(base_id) REFERENCES places (id),
    CONSTRAINT ck_mileage_terms_home_policy_known CHECK ("home_policy" IN ('none', 'all', 'excess', 'lesser')),
    CONSTRAINT ck_mileage_terms_rounding_known CHECK ("rounding" IN ('trip', 'claim'))
);

CREATE TABLE note_chain (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL,
    note_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    previous TEXT NOT NULL,
    signer_id INTEGER NOT NULL,
    signer TEXT NOT NULL,
    credentials TEXT NOT NULL,
    license TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    zone TEXT NOT NULL,
    commit_no INTEGER NOT NULL,
    hash TEXT NOT NULL,
    mac TEXT NOT NULL,
    CONSTRAINT uq_note_chain_seq UNIQUE (seq),
    CONSTRAINT fk_note_chain_signer_id FOREIGN KEY(signer_id) REFERENCES therapists (id),
    CONSTRAINT ck_note_chain_kind_known CHECK ("kind" IN ('signed', 'late_entry', 'addendum', 'correction', 'void', 'co_signed'))
);

CREATE INDEX ix_note_chain_note_id ON note_chain (note_id);

CREATE TABLE note_seals (
    note_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    digest TEXT NOT NULL,
    mac TEXT NOT NULL,
    CONSTRAINT pk_note_seals PRIMARY KEY (note_id),
    CONSTRAINT fk_note_seals_note_id FOREIGN KEY(note_id) REFERENCES notes (id)
);

CREATE TABLE note_versions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    note_id INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT fk_note_versions_note_id FOREIGN KEY(note_id) REFERENCES notes (id) ON DELETE CASCADE,
    CONSTRAINT ck_note_versions_content_known CHECK (json_valid("content"))
);

CREATE INDEX ix_note_versions_note_id ON note_versions (note_id);

CREATE TABLE note_words (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    note_id INTEGER NOT NULL,
    excerpt TEXT NOT NULL,
    words TEXT NOT NULL,
    marks TEXT NOT NULL,
    CONSTRAINT uq_note_words_note_id UNIQUE (note_id),
    CONSTRAINT fk_note_words_note_id FOREIGN KEY(note_id) REFERENCES notes (id)
);

CREATE TABLE notes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    service_line_id INTEGER,
    author_id INTEGER NOT NULL,
    service_date DATE NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    content BLOB NOT NULL,
    sealed BLOB,
    saved_at TEXT NOT NULL,
    signed_at TEXT,
    signed_by_id INTEGER,
    CONSTRAINT fk_notes_session_id FOREIGN KEY(session_id) REFERENCES therapy_sessions (id),
    CONSTRAINT fk_notes_student_id FOREIGN KEY(student_id) REFERENCES students (id),
    CONSTRAINT fk_notes_service_line_id FOREIGN KEY(service_line_id) REFERENCES service_lines (id),
    CONSTRAINT fk_notes_author_id FOREIGN KEY(author_id) REFERENCES therapists (id),
    CONSTRAINT fk_notes_signed_by_id FOREIGN KEY(signed_by_id) REFERENCES therapists (id),
    CONSTRAINT ck_notes_kind_known CHECK ("kind" IN ('therapy', 'contact', 'observation', 'mtss', 'screening')),
    CONSTRAINT ck_notes_status_known CHECK ("status" IN ('draft', 'signed', 'void')),
    CONSTRAINT ck_notes_content_known CHECK (typeof("content") IN ('blob', 'null')),
    CONSTRAINT ck_notes_sealed_known CHECK (typeof("sealed") IN ('blob', 'null'))
);

CREATE INDEX ix_notes_service_date ON notes (service_date, status, session_id, student_id);

CREATE INDEX ix_notes_session_student ON notes (session_id, student_id);

CREATE INDEX ix_notes_student ON notes (student_id, status, kind, service_date);

CREATE UNIQUE INDEX uq_notes_standing ON notes (session_id, student_id) WHERE status <> 'void';

CREATE TABLE objectives (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    goal_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    statement TEXT NOT NULL,
    target DOUBLE,
    due_on DATE,
    met_on DATE,
    CONSTRAINT fk_objectives_goal_id FOREIGN KEY(goal_id) REFERENCES goals (id) ON DELETE CASCADE
);

CREATE INDEX ix_objectives_goal_id ON objectives (goal_id);

CREATE TABLE own_time_moves (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    slot_id INTEGER NOT NULL,
    day DATE NOT NULL,
    start INTEGER NOT NULL,
    CONSTRAINT uq_own_time_moves_slot_day UNIQUE (slot_id, day),
    CONSTRAINT fk_own_time_moves_slot_id FOREIGN KEY(slot_id) REFERENCES pattern_slots (id) ON DELETE CASCADE,
    CONSTRAINT ck_own_time_moves_start_known CHECK ("start" BETWEEN 0 AND 1440)
);

CREATE INDEX ix_own_time_moves_slot_id ON own_time_moves (slot_id);

CREATE TABLE pattern_slots (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    cycle_day INTEGER NOT NULL,
    school_id INTEGER,
    start INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    group_id INTEGER,
    room TEXT NOT NULL,
    label TEXT NOT NULL,
    pinned BOOLEAN NOT NULL,
    turns TEXT,
    valid_from DATE,
    valid_to DATE,
    CONSTRAINT ck_pattern_slots_minutes_positive CHECK (minutes > 0),
    CONSTRAINT fk_pattern_slots_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT fk_pattern_slots_group_id FOREIGN KEY(group_id) REFERENCES groups (id),
    CONSTRAINT ck_pattern_slots_kind_known CHECK ("kind" IN ('session', 'lunch', 'desk')),
    CONSTRAINT ck_pattern_slots_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_pattern_slots_pinned_known CHECK ("pinned" IN (0, 1)),
    CONSTRAINT ck_pattern_slots_turns_known CHECK (json_valid("turns"))
);

CREATE TABLE phrases (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    category TEXT NOT NULL,
    position INTEGER NOT NULL,
    student_id INTEGER,
    CONSTRAINT fk_phrases_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_phrases_kind_known CHECK ("kind" IN ('did', 'response', 'skilled', 'plan', 'support', 'report'))
);

CREATE INDEX ix_phrases_student_id ON phrases (student_id);

CREATE TABLE places (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    latitude DOUBLE,
    longitude DOUBLE,
    park_minutes INTEGER NOT NULL,
    setup_minutes INTEGER NOT NULL,
    CONSTRAINT ck_places_kind_known CHECK ("kind" IN ('school', 'home', 'office'))
);

CREATE TABLE plans (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    plan_type TEXT NOT NULL,
    start DATE,
    annual_review DATE,
    reevaluation_due DATE,
    closed_on DATE,
    document TEXT NOT NULL,
    CONSTRAINT fk_plans_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_plans_plan_type_known CHECK ("plan_type" IN ('iep', '504', 'esy', 'mtss', 'compensatory', 'private_services'))
);

CREATE INDEX ix_plans_student_id ON plans (student_id);

CREATE TABLE progress_reports (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    term_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    printed TEXT,
    saved_at TEXT NOT NULL,
    done_on DATE,
    CONSTRAINT uq_progress_reports_student_term UNIQUE (student_id, term_id),
    CONSTRAINT fk_progress_reports_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_progress_reports_term_id FOREIGN KEY(term_id) REFERENCES terms (id) ON DELETE CASCADE,
    CONSTRAINT ck_progress_reports_content_known CHECK (json_valid("content")),
    CONSTRAINT ck_progress_reports_printed_known CHECK (json_valid("printed"))
);

CREATE INDEX ix_progress_reports_student_id ON progress_reports (student_id);

CREATE INDEX ix_progress_reports_term_id ON progress_reports (term_id);

CREATE TABLE purges (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    scope TEXT NOT NULL,
    rule TEXT NOT NULL,
    counts TEXT NOT NULL,
    export_sha256 TEXT NOT NULL,
    handed_to TEXT NOT NULL,
    CONSTRAINT ck_purges_counts_known CHECK (json_valid("counts"))
);

CREATE TABLE room_hours (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    CONSTRAINT ck_room_hours_hours_in_order CHECK (start <= end),
    CONSTRAINT fk_room_hours_school_id FOREIGN KEY(school_id) REFERENCES schools (id) ON DELETE CASCADE,
    CONSTRAINT ck_room_hours_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_room_hours_end_known CHECK ("end" BETWEEN 0 AND 1440)
);

CREATE TABLE rule_packs (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    effective_from DATE NOT NULL,
    source TEXT NOT NULL,
    checked_on DATE,
    body TEXT NOT NULL,
    CONSTRAINT uq_rule_packs_name_effective_from UNIQUE (name, effective_from),
    CONSTRAINT ck_rule_packs_body_known CHECK (json_valid("body"))
);

CREATE TABLE safety_alerts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    reviewed_on DATE,
    CONSTRAINT fk_safety_alerts_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_safety_alerts_kind_known CHECK ("kind" IN ('seizure', 'allergy', 'elopement', 'choking', 'evacuation', 'other'))
);

CREATE INDEX ix_safety_alerts_student_id ON safety_alerts (student_id);

CREATE TABLE saved_views (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT uq_saved_views_place_name UNIQUE (place, name),
    CONSTRAINT ck_saved_views_body_known CHECK (json_valid("body"))
);

CREATE TABLE school_stays (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    first_day DATE,
    last_day DATE NOT NULL,
    ended_by TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT ck_school_stays_stay_in_order CHECK (first_day IS NULL OR first_day <= last_day),
    CONSTRAINT fk_school_stays_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_school_stays_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT ck_school_stays_ended_by_known CHECK ("ended_by" IN ('transfer', 'year', 'exit'))
);

CREATE INDEX ix_school_stays_student_id ON school_stays (student_id);

CREATE TABLE school_years (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    cycle_days INTEGER NOT NULL,
    cycle_rule TEXT NOT NULL,
    cycle_anchor DATE,
    CONSTRAINT ck_school_years_year_in_order CHECK (first_day < last_day),
    CONSTRAINT ck_school_years_cycle_rule_known CHECK ("cycle_rule" IN ('resume', 'fixed'))
);

CREATE TABLE schools (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    district_id INTEGER,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    color INTEGER NOT NULL,
    grade_low INTEGER NOT NULL,
    grade_high INTEGER NOT NULL,
    office_phone TEXT NOT NULL,
    room TEXT NOT NULL,
    arrival_note TEXT NOT NULL,
    first_bell INTEGER NOT NULL,
    dismissal INTEGER NOT NULL,
    archived BOOLEAN NOT NULL,
    letter_days INTEGER NOT NULL,
    letter_rule TEXT NOT NULL,
    letter_anchor DATE,
    CONSTRAINT ck_schools_bells_in_order CHECK (first_bell < dismissal),
    CONSTRAINT ck_schools_grades_in_order CHECK (grade_low <= grade_high),
    CONSTRAINT uq_schools_place_id UNIQUE (place_id),
    CONSTRAINT fk_schools_place_id FOREIGN KEY(place_id) REFERENCES places (id),
    CONSTRAINT fk_schools_district_id FOREIGN KEY(district_id) REFERENCES districts (id),
    CONSTRAINT uq_schools_code UNIQUE (code),
    CONSTRAINT ck_schools_first_bell_known CHECK ("first_bell" BETWEEN 0 AND 1440),
    CONSTRAINT ck_schools_dismissal_known CHECK ("dismissal" BETWEEN 0 AND 1440),
    CONSTRAINT ck_schools_archived_known CHECK ("archived" IN (0, 1)),
    CONSTRAINT ck_schools_letter_rule_known CHECK ("letter_rule" IN ('resume', 'fixed'))
);

CREATE TABLE sent_notes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    sender_id INTEGER NOT NULL,
    origin TEXT NOT NULL,
    through TEXT NOT NULL,
    page TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT,
    answered_by_id INTEGER,
    returned_at TEXT,
    CONSTRAINT uq_sent_notes_origin_through UNIQUE (origin, through),
    CONSTRAINT fk_sent_notes_sender_id FOREIGN KEY(sender_id) REFERENCES therapists (id),
    CONSTRAINT fk_sent_notes_answered_by_id FOREIGN KEY(answered_by_id) REFERENCES therapists (id),
    CONSTRAINT ck_sent_notes_page_known CHECK (json_valid("page")),
    CONSTRAINT ck_sent_notes_state_known CHECK ("state" IN ('waiting', 'returned', 'done')),
    CONSTRAINT ck_sent_notes_answer_known CHECK (json_valid("answer"))
);

CREATE TABLE service_lines (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    service TEXT NOT NULL,
    mode TEXT NOT NULL,
    grouping TEXT NOT NULL,
    group_max INTEGER,
    setting TEXT NOT NULL,
    location TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    times INTEGER NOT NULL,
    period TEXT NOT NULL,
    every INTEGER NOT NULL,
    half TEXT NOT NULL,
    provider TEXT NOT NULL,
    codes TEXT NOT NULL,
    start DATE,
    "end" DATE,
    CONSTRAINT ck_service_lines_minutes_positive CHECK (minutes > 0),
    CONSTRAINT ck_service_lines_times_positive CHECK (times > 0 AND every > 0),
    CONSTRAINT ck_service_lines_line_in_order CHECK ("end" IS NULL OR start IS NULL OR start <= "end"),
    CONSTRAINT fk_service_lines_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE CASCADE,
    CONSTRAINT fk_service_lines_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT ck_service_lines_mode_known CHECK ("mode" IN ('direct', 'consult')),
    CONSTRAINT ck_service_lines_grouping_known CHECK ("grouping" IN ('individual', 'group', 'either', 'whole_class')),
    CONSTRAINT ck_service_lines_setting_known CHECK ("setting" IN ('pull_out', 'push_in', 'classroom', 'telehealth', 'other')),
    CONSTRAINT ck_service_lines_period_known CHECK ("period" IN ('day', 'week', 'cycle', 'month', 'quarter', 'trimester', 'semester', 'grading_period', 'year', 'plan_term')),
    CONSTRAINT ck_service_lines_half_known CHECK ("half" IN ('', 'am', 'pm')),
    CONSTRAINT ck_service_lines_provider_known CHECK ("provider" IN ('ot', 'ota'))
);

CREATE INDEX ix_service_lines_plan_id ON service_lines (plan_id);

CREATE INDEX ix_service_lines_student_id ON service_lines (student_id);

CREATE TABLE shared_notes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT uq_shared_notes_session_id UNIQUE (session_id),
    CONSTRAINT fk_shared_notes_session_id FOREIGN KEY(session_id) REFERENCES therapy_sessions (id) ON DELETE CASCADE,
    CONSTRAINT ck_shared_notes_content_known CHECK (json_valid("content"))
);

CREATE TABLE slot_members (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    slot_id INTEGER NOT NULL,
    service_line_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    CONSTRAINT fk_slot_members_slot_id FOREIGN KEY(slot_id) REFERENCES pattern_slots (id) ON DELETE CASCADE,
    CONSTRAINT fk_slot_members_service_line_id FOREIGN KEY(service_line_id) REFERENCES service_lines (id) ON DELETE CASCADE,
    CONSTRAINT fk_slot_members_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE INDEX ix_slot_members_service_line_id ON slot_members (service_line_id);

CREATE INDEX ix_slot_members_slot_id ON slot_members (slot_id);

CREATE TABLE stored_files (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT uq_stored_files_sha256 UNIQUE (sha256)
);

CREATE TABLE student_hours (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    CONSTRAINT ck_student_hours_hours_in_order CHECK (start <= end),
    CONSTRAINT fk_student_hours_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_student_hours_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT ck_student_hours_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_student_hours_end_known CHECK ("end" BETWEEN 0 AND 1440)
);

CREATE INDEX ix_student_hours_student_id ON student_hours (student_id);

CREATE TABLE students (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_no TEXT,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    preferred TEXT NOT NULL,
    pronoun TEXT NOT NULL,
    birth_date DATE,
    grade INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    teacher TEXT NOT NULL,
    room TEXT NOT NULL,
    case_manager TEXT NOT NULL,
    medicaid_no TEXT NOT NULL,
    disability TEXT NOT NULL,
    what_works TEXT NOT NULL,
    exited_on DATE,
    CONSTRAINT uq_students_student_no UNIQUE (student_no),
    CONSTRAINT fk_students_school_id FOREIGN KEY(school_id) REFERENCES schools (id)
);

CREATE INDEX ix_students_school_id ON students (school_id);

CREATE TABLE supervisions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    time_entry_id INTEGER NOT NULL,
    assistant_id INTEGER NOT NULL,
    supervisor_id INTEGER NOT NULL,
    method TEXT NOT NULL,
    kind TEXT NOT NULL,
    topics TEXT NOT NULL,
    students TEXT NOT NULL,
    CONSTRAINT uq_supervisions_time_entry_id UNIQUE (time_entry_id),
    CONSTRAINT fk_supervisions_time_entry_id FOREIGN KEY(time_entry_id) REFERENCES time_entries (id) ON DELETE CASCADE,
    CONSTRAINT fk_supervisions_assistant_id FOREIGN KEY(assistant_id) REFERENCES therapists (id),
    CONSTRAINT fk_supervisions_supervisor_id FOREIGN KEY(supervisor_id) REFERENCES therapists (id),
    CONSTRAINT ck_supervisions_method_known CHECK ("method" IN ('in_person', 'video', 'phone', 'records')),
    CONSTRAINT ck_supervisions_kind_known CHECK ("kind" IN ('direct', 'indirect'))
);

CREATE TABLE terms (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    school_year_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    reports_due DATE,
    CONSTRAINT ck_terms_term_in_order CHECK (first_day <= last_day),
    CONSTRAINT fk_terms_school_year_id FOREIGN KEY(school_year_id) REFERENCES school_years (id) ON DELETE CASCADE
);

CREATE TABLE therapists (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    slot TEXT,
    box_key TEXT NOT NULL,
    sign_key TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    role TEXT NOT NULL,
    credentials TEXT NOT NULL,
    license_number TEXT NOT NULL,
    license_state TEXT NOT NULL,
    license_from DATE,
    license_to DATE,
    npi TEXT NOT NULL,
    signature_line TEXT NOT NULL,
    supervisor_id INTEGER,
    district_id INTEGER,
    home_id INTEGER,
    work_start INTEGER NOT NULL,
    work_end INTEGER NOT NULL,
    lunch_minutes INTEGER NOT NULL,
    lunch_from INTEGER NOT NULL,
    lunch_to INTEGER NOT NULL,
    longest_run INTEGER NOT NULL,
    most_schools INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    desk_minutes INTEGER NOT NULL,
    weights TEXT,
    CONSTRAINT uq_therapists_slot UNIQUE (slot),
    CONSTRAINT fk_therapists_supervisor_id FOREIGN KEY(supervisor_id) REFERENCES therapists (id),
    CONSTRAINT fk_therapists_district_id FOREIGN KEY(district_id) REFERENCES districts (id),
    CONSTRAINT fk_therapists_home_id FOREIGN KEY(home_id) REFERENCES places (id),
    CONSTRAINT ck_therapists_role_known CHECK ("role" IN ('ot', 'ota')),
    CONSTRAINT ck_therapists_work_start_known CHECK ("work_start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapists_work_end_known CHECK ("work_end" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapists_lunch_from_known CHECK ("lunch_from" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapists_lunch_to_known CHECK ("lunch_to" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapists_weights_known CHECK (json_valid("weights"))
);

CREATE TABLE therapy_sessions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    school_id INTEGER NOT NULL,
    therapist_id INTEGER,
    slot_id INTEGER,
    slot_day DATE,
    group_id INTEGER,
    planned_start INTEGER NOT NULL,
    planned_end INTEGER NOT NULL,
    actual_start INTEGER,
    actual_end INTEGER,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    by_hand BOOLEAN NOT NULL,
    roster INTEGER,
    room TEXT NOT NULL,
    remark TEXT NOT NULL,
    CONSTRAINT ck_therapy_sessions_roster_of_somebody CHECK (roster IS NULL OR roster > 0),
    CONSTRAINT uq_therapy_sessions_slot_day UNIQUE (slot_id, slot_day),
    CONSTRAINT ck_therapy_sessions_planned_in_order CHECK (planned_start < planned_end),
    CONSTRAINT ck_therapy_sessions_actual_in_order CHECK (actual_start IS NULL OR actual_end IS NULL OR actual_start < actual_end),
    CONSTRAINT fk_therapy_sessions_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT fk_therapy_sessions_therapist_id FOREIGN KEY(therapist_id) REFERENCES therapists (id),
    CONSTRAINT fk_therapy_sessions_slot_id FOREIGN KEY(slot_id) REFERENCES pattern_slots (id) ON DELETE SET NULL,
    CONSTRAINT fk_therapy_sessions_group_id FOREIGN KEY(group_id) REFERENCES groups (id),
    CONSTRAINT ck_therapy_sessions_planned_start_known CHECK ("planned_start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapy_sessions_planned_end_known CHECK ("planned_end" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapy_sessions_actual_start_known CHECK ("actual_start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapy_sessions_actual_end_known CHECK ("actual_end" BETWEEN 0 AND 1440),
    CONSTRAINT ck_therapy_sessions_kind_known CHECK ("kind" IN ('therapy', 'contact', 'observation', 'mtss', 'screening')),
    CONSTRAINT ck_therapy_sessions_status_known CHECK ("status" IN ('planned', 'held', 'cancelled')),
    CONSTRAINT ck_therapy_sessions_by_hand_known CHECK ("by_hand" IN (0, 1))
);

CREATE INDEX ix_therapy_sessions_day ON therapy_sessions (day);

CREATE TABLE time_entries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    school_id INTEGER,
    remark TEXT NOT NULL,
    CONSTRAINT ck_time_entries_time_in_order CHECK (start < "end"),
    CONSTRAINT fk_time_entries_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT ck_time_entries_start_known CHECK ("start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_time_entries_end_known CHECK ("end" BETWEEN 0 AND 1440),
    CONSTRAINT ck_time_entries_kind_known CHECK ("kind" IN ('direct_individual', 'direct_group', 'consult', 'evaluation', 'meeting', 'documentation', 'planning', 'mtss', 'supervision', 'travel', 'parent_contact', 'training', 'equipment', 'school_duty', 'lunch', 'leave'))
);

CREATE INDEX ix_time_entries_day ON time_entries (day);

CREATE TABLE timesheet_terms (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    agency TEXT NOT NULL,
    site_supervisor TEXT NOT NULL,
    week_minutes INTEGER,
    round_to INTEGER NOT NULL,
    unpaid TEXT NOT NULL,
    CONSTRAINT ck_timesheet_terms_round_to_known CHECK (round_to IN (1, 5, 6, 15)),
    CONSTRAINT ck_timesheet_terms_week_minutes_positive CHECK (week_minutes IS NULL OR week_minutes > 0)
);

CREATE TABLE tombstones (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    note_id INTEGER NOT NULL,
    last_link TEXT NOT NULL,
    purge_id INTEGER NOT NULL,
    mac TEXT NOT NULL,
    CONSTRAINT uq_tombstones_note_id UNIQUE (note_id),
    CONSTRAINT fk_tombstones_purge_id FOREIGN KEY(purge_id) REFERENCES purges (id)
);

CREATE TABLE travel_times (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    tenths INTEGER NOT NULL,
    CONSTRAINT uq_travel_times_pair UNIQUE (from_id, to_id),
    CONSTRAINT ck_travel_times_two_places CHECK (from_id <> to_id),
    CONSTRAINT ck_travel_times_not_negative CHECK (minutes >= 0 AND tenths >= 0),
    CONSTRAINT fk_travel_times_from_id FOREIGN KEY(from_id) REFERENCES places (id) ON DELETE CASCADE,
    CONSTRAINT fk_travel_times_to_id FOREIGN KEY(to_id) REFERENCES places (id) ON DELETE CASCADE
);

CREATE TABLE trips (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    day DATE NOT NULL,
    therapist_id INTEGER,
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    departed INTEGER NOT NULL,
    arrived INTEGER,
    tenths INTEGER NOT NULL,
    by_hand BOOLEAN NOT NULL,
    purpose TEXT NOT NULL,
    odometer_start INTEGER,
    odometer_end INTEGER,
    tolls INTEGER NOT NULL,
    remark TEXT NOT NULL,
    CONSTRAINT ck_trips_miles_not_negative CHECK (tenths >= 0),
    CONSTRAINT ck_trips_two_places CHECK (from_id <> to_id),
    CONSTRAINT ck_trips_odometer_in_order CHECK (odometer_start IS NULL OR odometer_end IS NULL OR odometer_start <= odometer_end),
    CONSTRAINT ck_trips_tolls_not_negative CHECK (tolls >= 0),
    CONSTRAINT fk_trips_therapist_id FOREIGN KEY(therapist_id) REFERENCES therapists (id),
    CONSTRAINT fk_trips_from_id FOREIGN KEY(from_id) REFERENCES places (id),
    CONSTRAINT fk_trips_to_id FOREIGN KEY(to_id) REFERENCES places (id),
    CONSTRAINT ck_trips_departed_known CHECK ("departed" BETWEEN 0 AND 1440),
    CONSTRAINT ck_trips_arrived_known CHECK ("arrived" BETWEEN 0 AND 1440),
    CONSTRAINT ck_trips_by_hand_known CHECK ("by_hand" IN (0, 1))
);

CREATE INDEX ix_trips_day ON trips (day);

CREATE TABLE undo_rows (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT,
    CONSTRAINT fk_undo_rows_step_id FOREIGN KEY(step_id) REFERENCES undo_steps (id) ON DELETE CASCADE
);

CREATE INDEX ix_undo_rows_step_id ON undo_rows (step_id);

CREATE TABLE undo_steps (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    undone BOOLEAN NOT NULL,
    CONSTRAINT ck_undo_steps_undone_known CHECK ("undone" IN (0, 1))
);

CREATE TABLE vault_state (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    vault TEXT NOT NULL,
    commits INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    notes_checked INTEGER NOT NULL,
    audit_checked INTEGER NOT NULL,
    CONSTRAINT ck_vault_state_only_one CHECK (id = 1)
);

CREATE TABLE week_changes (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    school_id INTEGER NOT NULL,
    was_day INTEGER,
    was_start INTEGER,
    day INTEGER,
    start INTEGER,
    minutes INTEGER NOT NULL,
    made_on DATE NOT NULL,
    told_on DATE,
    CONSTRAINT fk_week_changes_student_id FOREIGN KEY(student_id) REFERENCES students (id) ON DELETE CASCADE,
    CONSTRAINT fk_week_changes_school_id FOREIGN KEY(school_id) REFERENCES schools (id),
    CONSTRAINT ck_week_changes_was_start_known CHECK ("was_start" BETWEEN 0 AND 1440),
    CONSTRAINT ck_week_changes_start_known CHECK ("start" BETWEEN 0 AND 1440)
);

CREATE INDEX ix_week_changes_student_id ON week_changes (student_id);
