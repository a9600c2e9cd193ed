//! The one table of stable fault numbers. A number is never given a second meaning.

use serde::{Serialize, Serializer};

/// What kind of fault a number belongs to: its thousands digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// 1xxx: the library was called wrongly.
    Use = 1,
    /// 2xxx: the text of a document: encoding, syntax, keys, forms of values.
    Text = 2,
    /// 3xxx: the meaning of a plan.
    Plan = 3,
    /// 4xxx: units, hierarchies, days and national codes.
    Unit = 4,
    /// 5xxx: facts in the ledger.
    Fact = 5,
    /// 6xxx: evaluation and its limits.
    Evaluation = 6,
    /// 7xxx: scorecards, ranking and awards.
    Score = 7,
    /// 9xxx: a bug in this library.
    Internal = 9,
}

macro_rules! codes {
    ($($name:ident = $number:literal, $slug:literal, $zh:literal, $en:literal;)*) => {
        /// A stable fault code: a number that never changes its meaning and a name in snake case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u32)]
        pub enum Code {
            $(#[doc = $en] $name = $number,)*
        }

        impl Code {
            /// Every code, in the order of its number.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The name in snake case, as it stands in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $slug,)* }
            }

            /// What is wrong, in Chinese.
            pub fn zh(self) -> &'static str {
                match self { $(Code::$name => $zh,)* }
            }

            /// What is wrong, in English.
            pub fn en(self) -> &'static str {
                match self { $(Code::$name => $en,)* }
            }
        }
    };
}

codes! {
    UnknownMeasure = 1001, "unknown_measure", "没有这个指标", "no such measure";
    UnknownSubject = 1002, "unknown_subject", "没有这个对象", "no such subject";
    BadParameter = 1003, "bad_parameter", "参数不合要求", "parameter out of range";
    StrangerPlan = 1004, "stranger_plan", "两份结果不属于同一份工作要点", "the two results belong to different plans";
    LengthMismatch = 1005, "length_mismatch", "各列长度不一致", "columns differ in length";
    NullPointer = 1101, "null_pointer", "指针为空或未对齐", "a pointer is null or not aligned";
    WrongHandle = 1102, "wrong_handle", "句柄的类型不对，或已经释放", "the handle is of another type, or was freed";
    BadLength = 1103, "bad_length", "长度超出内存范围", "the length exceeds the memory";
    BrokenHandle = 1104, "broken_handle", "句柄在一次内部错误后不能再用", "the handle cannot be used after an internal error";
    IndexOutOfRange = 1105, "index_out_of_range", "行号或序号超出范围", "the row or index is out of range";
    NotText = 1106, "not_text", "传入的文字不是 UTF-8", "the text that was passed is not UTF-8";

    BadEncoding = 2001, "bad_encoding", "文字编码无法识别", "the text encoding cannot be read";
    BadJson = 2002, "bad_json", "JSON 语法有误", "JSON syntax error";
    DuplicateKey = 2003, "duplicate_key", "同一个键出现了两次", "the same key stands twice";
    UnknownKey = 2004, "unknown_key", "没有这个键", "unknown key";
    MissingKey = 2005, "missing_key", "缺少必需的键", "a required key is missing";
    WrongType = 2006, "wrong_type", "值的类型不对", "the value has the wrong type";
    UnknownWord = 2007, "unknown_word", "值不在允许的范围内", "the value is not one of the allowed words";
    OutOfRange = 2008, "out_of_range", "数值超出范围", "the number is out of range";
    TooDeep = 2009, "too_deep", "嵌套太深", "nested too deeply";
    TooFew = 2010, "too_few", "项数太少", "too few items";
    BadText = 2011, "bad_text", "文字不合要求", "the text does not have the required form";
    ExactlyOne = 2012, "exactly_one", "几个键里应恰好写一个", "exactly one of several keys must be given";
    EmptyFile = 2101, "empty_file", "文件是空的", "the file is empty";
    UnknownColumn = 2102, "unknown_column", "没有这一列", "unknown column";
    MissingColumn = 2103, "missing_column", "缺少必需的列", "a required column is missing";
    DuplicateColumn = 2104, "duplicate_column", "同一列出现了两次", "the same column stands twice";
    WrongFieldCount = 2105, "wrong_field_count", "这一行的列数与表头不同", "the row has another number of fields than the header";
    UnclosedQuote = 2106, "unclosed_quote", "引号没有闭合", "a quote is not closed";
    EmptyField = 2107, "empty_field", "必填的格子是空的", "a required field is empty";
    StrayQuote = 2108, "stray_quote", "引号位置不对", "a quote stands where none may stand";
    BadDate = 2201, "bad_date", "日期无法识别", "not a calendar day";
    BadNumber = 2202, "bad_number", "数字无法识别", "not a number";
    BadTime = 2203, "bad_time", "时间无法识别", "not a date or time";
    BadBoolean = 2204, "bad_boolean", "是否值无法识别", "not yes or no";

    UnknownClause = 3001, "unknown_clause", "没有这个条款", "no such clause";
    UnknownVocabulary = 3002, "unknown_vocabulary", "词汇表里没有这个词", "the vocabulary has no such word";
    DuplicateId = 3003, "duplicate_id", "编号重复", "the identifier is used twice";
    OverlappingValues = 3004, "overlapping_values", "两个取值的有效期重叠", "two dated values overlap";
    OutsidePeriod = 3005, "outside_period", "日期在统计期之外", "the day lies outside the period";
    DueWithoutTarget = 3006, "due_without_target", "有截止日期却没有目标值", "a due date without a target";
    MeasureCycle = 3007, "measure_cycle", "指标互相引用成环", "measures refer to each other in a circle";
    ImpossibleCriterion = 3008, "impossible_criterion", "条件永远不可能成立", "the criterion can never hold";
    UnknownComponent = 3009, "unknown_component", "没有这个组成指标", "no such component measure";
    WrongBasis = 3010, "wrong_basis", "条件与指标的口径不合", "the criterion does not fit the basis of the measure";
    WrongScoring = 3011, "wrong_scoring", "这种计分方式不用这个键", "this scoring does not use the key";
    TargetMismatch = 3012, "target_mismatch", "目标的形式与计分方式不合", "the target does not fit the scoring";
    TargetWithoutScope = 3013, "target_without_scope", "数量目标没有说明由谁完成", "a count target does not say whose it is";
    BadThresholds = 3014, "bad_thresholds", "进度阈值次序不对", "pace thresholds are out of order";
    BadPeriod = 3015, "bad_period", "统计期不合要求", "the period is not valid";
    BadMilestones = 3016, "bad_milestones", "里程碑次序不对", "milestones are out of order";
    ClauseCycle = 3017, "clause_cycle", "条款互为上级", "clauses are their own parents";
    EmptyComposite = 3018, "empty_composite", "合成指标没有组成部分", "a composite has no components";
    MixedBasis = 3019, "mixed_basis", "组成指标的口径不同", "the components differ in basis";
    UnknownSet = 3020, "unknown_set", "没有这个代码集", "no such code set";
    GapInValues = 3021, "gap_in_values", "统计期内有一段没有取值", "a dated value is missing for part of the period";
    DuplicateCategory = 3022, "duplicate_category", "分组类别重复", "a category stands twice";
    UnknownStratifier = 3023, "unknown_stratifier", "没有这个分组", "no such stratifier";

    UnknownUnit = 4001, "unknown_unit", "没有这个单位", "no such unit";
    UnitCycle = 4002, "unit_cycle", "单位互为上级", "units are their own parents";
    OverlappingVersions = 4003, "overlapping_versions", "同一编号的两条记录有效期重叠", "two versions of one record overlap";
    EmptyInterval = 4004, "empty_interval", "止日早于起日", "the interval ends before it starts";
    BadDivisionCode = 4101, "bad_division_code", "统计用区划代码不合规则", "not a statistical division code";
    BadCreditCode = 4102, "bad_credit_code", "统一社会信用代码校验不通过", "the unified social credit code fails its check";

    DuplicateRecord = 5001, "duplicate_record", "编号相同的记录重复", "the record is there twice";
    UnknownActivity = 5002, "unknown_activity", "没有这项活动", "no such activity";
    WithdrawnUnknown = 5003, "withdrawn_unknown", "撤销的记录并不存在", "the withdrawn record does not exist";
    WithdrawalWithoutTime = 5004, "withdrawal_without_time", "撤销没有写明登记时间", "a withdrawal without the time it was recorded";
    BornAfterRecord = 5005, "born_after_record", "日期早于出生日期", "the day lies before the birth";
    ConflictingRecord = 5006, "conflicting_record", "同一时间登记的两条记录内容不同", "two records of one time differ";
    TooMany = 5007, "too_many", "数量超出上限", "more than the limit";
    UnknownSubjectOfObservation = 5008, "unknown_observed_subject", "观测的对象不存在", "the observed subject does not exist";
    EndBeforeStart = 5009, "end_before_start", "结束早于开始", "the end lies before the start";

    Overflow = 6001, "overflow", "数值溢出", "a number overflows";
    BeforePeriod = 6002, "before_period", "数据时点早于统计期", "the day lies before the period";
    StrangerPartition = 6003, "stranger_partition", "这个人的事实属于另一份", "the facts of the person belong to another partition";
    PartitionTwice = 6004, "partition_twice", "同一份出现了两次", "the same partition stands twice";
    MissingPartitions = 6005, "missing_partitions", "各份不齐全", "partitions are missing";
    DifferentFacts = 6006, "different_facts", "各份的共同事实不同", "the parts have different common facts";
    DifferentParameters = 6007, "different_parameters", "各份的参数不同", "the parts have different parameters";
    DifferentPartitions = 6008, "different_partitions", "各份的份数不同", "the parts are of another number of partitions";
    PartialVersion = 6009, "partial_version", "不是本版本的部分结果", "not a state of this version";
    DamagedPartial = 6010, "damaged_partial", "部分结果已损坏", "the state is damaged";

    UnknownInput = 7001, "unknown_input", "没有声明这个输入", "no such input";
    UnknownPart = 7002, "unknown_part", "评分表里没有这个评分项或项目", "the scorecard has no such item or section";
    UnknownScorecard = 7003, "unknown_scorecard", "没有这张评分表", "no such scorecard";
    UnknownGate = 7004, "unknown_gate", "没有这条否决", "no such gate";
    UnknownGrade = 7005, "unknown_grade", "没有这个等次", "no such grade";
    UnknownRanking = 7006, "unknown_ranking", "没有这个排名", "no such ranking";
    UnknownAward = 7007, "unknown_award", "没有这个奖项", "no such award";
    UnknownPointsLedger = 7008, "unknown_points_ledger", "没有这个积分账", "no such points ledger";
    UnknownPointKind = 7009, "unknown_point_kind", "没有这类积分事项", "no such kind of points";
    UnknownFiledTarget = 7010, "unknown_filed_target", "没有这个申报目标", "no such filed target";
    UnknownSample = 7011, "unknown_sample", "没有这次抽查", "no such sample";
    ScoreCycle = 7012, "score_cycle", "评分互相引用成环", "scores refer to each other in a circle";
    BandGap = 7013, "band_gap", "两个档次之间有空档", "a gap between two bands";
    BandOverlap = 7014, "band_overlap", "两个档次重叠", "two bands overlap";
    EmptyBand = 7015, "empty_band", "没有数落在这个档次里", "no number lies in the band";
    WeightSum = 7016, "weight_sum", "权重之和不是 1", "the weights do not sum to one";
    WeightMissing = 7017, "weight_missing", "有一部分没有权重", "a part has no weight";
    PointsMismatch = 7018, "points_mismatch", "分值之和与所印分值不符", "the points do not sum to the printed points";
    AbovePoints = 7019, "above_points", "上限高于分值", "a limit above the printed points";
    PointsMissing = 7020, "points_missing", "没有写分值", "the printed points are missing";
    WrongStream = 7021, "wrong_stream", "上下限与加分、扣分的方向不合", "the bounds do not fit the stream";
    BadStep = 7022, "bad_step", "步长必须大于零", "a step must be wider than zero";
    OutOfOrder = 7023, "out_of_order", "次序不对", "out of order";
    WrongRankMethod = 7024, "wrong_rank_method", "这里不能用这种排名方法", "this rank method cannot be used here";
    BadPlaces = 7025, "bad_places", "名额不合要求", "the number of places is not valid";
    GroupTwice = 7026, "group_twice", "同一个系列出现了两次", "a group stands twice";
    BadWordTable = 7027, "bad_word_table", "词语与分值对照不全", "the table of words is not complete";
    BadComparison = 7028, "bad_comparison", "比较条件没有界限或界限重复", "a comparison without a bound or with two on one side";
    PolicyMisplaced = 7029, "policy_misplaced", "这种处理办法不能用在这里", "the policy cannot be used here";
    BadVoteRule = 7030, "bad_vote_rule", "投票规则自相矛盾", "the rules of the vote contradict each other";
    WrongKindOfInput = 7031, "wrong_kind_of_input", "输入的种类不对：数字与词语不能混用", "a number where a word is needed, or the reverse";
    FloorAboveCeiling = 7032, "floor_above_ceiling", "下限高于上限", "the floor lies above the ceiling";
    DeductionNegative = 7033, "deduction_negative", "分值应写成正数", "points are written as numbers above zero here";
    NothingDiffers = 7034, "nothing_differs", "写了不符的说明，分值却相符", "a note of a difference where there is none";
    EmptyList = 7035, "empty_list", "列表不能为空", "the list may not be empty";
    UnknownCandidate = 7101, "unknown_candidate", "没有这个评分对象", "no such candidate";
    MissingGroup = 7102, "missing_group", "评分对象没有系列或属性，无法分组", "the candidate has no group or attribute to be ranked in";
    MissingDay = 7103, "missing_day", "没有给出数据时点", "the day of evaluation is missing";
    OverrideWithoutReason = 7104, "override_without_reason", "人工调整没有写明何人、何故", "an override without actor or reason";
    BadEntry = 7105, "bad_entry", "积分记录不合该类事项的要求", "the point entry does not fit its kind";
    StateWithValue = 7106, "state_with_value", "既有值又有状态", "a value and a state at once";
    SigningOrder = 7201, "signing_order", "签署步骤次序不对", "the step of signing is out of order";
    ScoreChanged = 7202, "score_changed", "评分结果与签署时不同", "the scores are not those that were signed";
    AppealLate = 7203, "appeal_late", "申诉已过期限", "the appeal is too late";
    UnsignedBy = 7204, "unsigned_by", "签署没有写明何人", "a signature without a name";

    Internal = 9001, "internal", "程序内部错误", "internal error";
}

impl Code {
    /// The stable number. 0 is never used: it means success at the C boundary.
    pub fn number(self) -> u32 {
        self as u32
    }

    /// The area that the number belongs to.
    pub fn area(self) -> Area {
        match self.number() / 1000 {
            1 => Area::Use,
            2 => Area::Text,
            3 => Area::Plan,
            4 => Area::Unit,
            5 => Area::Fact,
            6 => Area::Evaluation,
            7 => Area::Score,
            _ => Area::Internal,
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
