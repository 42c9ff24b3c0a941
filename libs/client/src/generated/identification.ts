// Made by `npm run docs`. Do not edit.
export interface paths {
    "/v1/identification/households/{id}/accept-clue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 受理线索 / accept a clue
         * @description 角色 / roles: township
         */
        post: operations["identification_household_acceptClue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/tell-reason": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记告知不予纳入理由 / record that the reason was told
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_tellReason"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-asset-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 反馈资产核查结果 / record the asset check
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_recordAssetCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/track-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录风险消除后的跟踪走访 / record a visit to a cleared household
         * @description 角色 / roles: village, township, county
         */
        post: operations["identification_household_trackHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/propose-regrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 提出类别调整 / propose a change of category
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_proposeRegrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/change-category": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 调整类别 / change the category
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_changeCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/split-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 分户 / split a household
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_splitHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/merge-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 并户 / merge a household into another
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_mergeHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/close-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 整户自然注销 / close a household whose last members died or left
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_closeHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/correct-entry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正记录 / correct an entry
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_correctEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/register-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记户及成员 / register a household with its members
         * @description 角色 / roles: township, county, service
         */
        post: operations["identification_household_registerHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/change-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 变更户信息 / change the household record
         * @description 角色 / roles: township, county, service
         */
        post: operations["identification_household_changeHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/add-member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 增加成员 / add a member
         * @description 角色 / roles: village, township, county, service
         */
        post: operations["identification_household_addMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/change-member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 变更成员 / change a member
         * @description 角色 / roles: village, township, county, service
         */
        post: operations["identification_household_changeMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/remove-member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 减少成员 / remove a member
         * @description 角色 / roles: village, township, county, service
         */
        post: operations["identification_household_removeMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-income": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记年度收入 / record a year of income
         * @description 角色 / roles: village, township, county, service
         */
        post: operations["identification_household_recordIncome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/carry-over-monitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 转入既有监测记录 / carry over monitoring from before Humai
         * @description 角色 / roles: county, service
         */
        post: operations["identification_household_carryOverMonitoring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/report-clue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上报线索 / report a clue
         * @description 角色 / roles: village, township, county, department, service
         */
        post: operations["identification_household_reportClue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/close-clue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 办结线索 / close a clue with its verdict
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_closeClue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/open-case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 启动识别程序 / begin an identification
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_openCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/propose-clearing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 提出风险消除 / propose a clearing
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_proposeClearing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录入户核实 / record the household verification
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_recordVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/grant-authorisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记授权 / record the authorisation by all members
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_grantAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/withdraw-authorisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记撤回授权 / record a withdrawal of the authorisation
         * @description 角色 / roles: village, township, county
         */
        post: operations["identification_household_withdrawAuthorisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 反馈信息比对结果 / record the comparison result
         * @description 角色 / roles: county
         */
        post: operations["identification_household_recordComparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录民主评议 / record the democratic review
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_recordReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/open-publicity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开始公示 / open the publicity
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_openPublicity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/raise-objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记异议 / record an objection
         * @description 角色 / roles: village, township, county
         */
        post: operations["identification_household_raiseObjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/settle-objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 处理异议 / settle an objection
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_settleObjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/close-publicity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结束公示 / close the publicity
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_closePublicity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/give-township-opinion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 乡镇审核 / give the township opinion
         * @description 角色 / roles: township
         */
        post: operations["identification_household_giveTownshipOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/decide-case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 县级审定 / take the county decision
         * @description 角色 / roles: county
         */
        post: operations["identification_household_decideCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/announce-decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 公告 / announce the decision
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_announceDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/end-case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 终止程序 / end the case
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_endCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/enrol-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 纳入监测 / enrol the household
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_enrolHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/add-risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 新增风险 / add a risk
         * @description 角色 / roles: township
         */
        post: operations["identification_household_addRisk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/eliminate-risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 风险已消除 / record that a risk is eliminated
         * @description 角色 / roles: township
         */
        post: operations["identification_household_eliminateRisk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/clear-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 标注风险消除 / label the household as cleared
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_clearHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/roll-back-clearing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 风险消除回退 / roll a clearing back
         * @description 角色 / roles: county
         */
        post: operations["identification_household_rollBackClearing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/raise-warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按部门数据预警 / raise the warnings that a row of a department leads to
         * @description 角色 / roles: service
         */
        post: operations["identification_household_raiseWarnings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/handle-warning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 处置预警 / handle a warning with its verdict
         * @description 角色 / roles: township, county
         */
        post: operations["identification_household_handleWarning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-warning-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录预警逾期 / record that a warning was not handled in time
         * @description 角色 / roles: service
         */
        post: operations["identification_household_recordWarningOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/expire-warning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 预警信号过期 / close a warning whose signal has expired
         * @description 角色 / roles: service
         */
        post: operations["identification_household_expireWarning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/query-comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发起信息比对查询 / query a source for the comparison of an open case
         * @description 角色 / roles: county
         */
        post: operations["identification_household_queryComparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/put-on-watch-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 列入关注名单 / put on a watch list
         * @description 角色 / roles: village, township, county, service
         */
        post: operations["identification_household_putOnWatchList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/take-off-watch-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 移出关注名单 / take off a watch list
         * @description 角色 / roles: township, county, service
         */
        post: operations["identification_household_takeOffWatchList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-visit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录走访 / record a visit
         * @description 角色 / roles: village, township, county, service
         */
        post: operations["identification_household_recordVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-visits-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录走访逾期 / record that visits were not made in time
         * @description 角色 / roles: service
         */
        post: operations["identification_household_recordVisitsOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录排查 / record the check of a household in a round
         * @description 角色 / roles: village, township
         */
        post: operations["identification_household_recordCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/record-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录逾期 / record that a limit has passed
         * @description 角色 / roles: service
         */
        post: operations["identification_household_recordOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/persons/{id}/erase-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 删除个人信息 / erase a person
         * @description 角色 / roles: county, ops
         */
        post: operations["identification_person_erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 户列表:在册状态、类别、风险 / households with their status, category and risks
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: village, registerNumber, enrolledOn, clearedOn, openRisks
         */
        get: operations["identification_householdsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 户列表:在册状态、类别、风险 / households with their status, category and risks (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_householdsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/clues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 线索:未办结的在前,按期限 / clues, open ones first, by due date
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: dueOn, foundOn
         */
        get: operations["identification_cluesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/clues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 线索:未办结的在前,按期限 / clues, open ones first, by due date (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_cluesOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/open-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 进行中的程序:所处步骤、期限与剩余天数 / open cases with the steps they stand at, due dates and days left
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: dueOn, stepDueOn, openedOn, village
         */
        get: operations["identification_openCasesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/open-cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 进行中的程序:所处步骤、期限与剩余天数 / open cases with the steps they stand at, due dates and days left (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_openCasesOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门数据预警:待处置在前、逾期标记 / early-warning inbox: warnings from department data, open ones unless told, due first
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: dueOn, raisedOn, trust, village
         */
        get: operations["identification_warningsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/warnings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门数据预警:待处置在前、逾期标记 / early-warning inbox: warnings from department data, open ones unless told, due first (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_warningsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/data-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门数据批次:何时收到、结果如何 / data batches: what came when, and what became of its rows
         * @description 角色 / roles: county, department, auditor, ops
         *
         *     排序 / sort: receivedOn, period, area
         */
        get: operations["identification_dataBatchesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/data-batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 部门数据批次:何时收到、结果如何 / data batches: what came when, and what became of its rows (1)
         * @description 角色 / roles: county, department, auditor, ops
         */
        get: operations["identification_dataBatchesOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/doubtful-matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 存疑匹配:待核定的部门数据行 / doubtful matches: rows of departments that wait for somebody to look at them
         * @description 角色 / roles: county, auditor
         *
         *     排序 / sort: foundOn, area
         */
        get: operations["identification_doubtfulMatchesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/doubtful-matches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 存疑匹配:待核定的部门数据行 / doubtful matches: rows of departments that wait for somebody to look at them (1)
         * @description 角色 / roles: county, auditor
         */
        get: operations["identification_doubtfulMatchesOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/comparison-queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 信息比对查询记录 / queries for comparisons: who asked which source about whom, when and what for
         * @description 角色 / roles: county, auditor
         *
         *     排序 / sort: queriedOn, village
         */
        get: operations["identification_comparisonQueriesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/comparison-queries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 信息比对查询记录 / queries for comparisons: who asked which source about whom, when and what for (1)
         * @description 角色 / roles: county, auditor
         */
        get: operations["identification_comparisonQueriesOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/watch-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 关注名单:最近走访与下次期限,逾期标记 / watch lists: last visit, next due date, overdue ones marked
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: nextDueOn, lastVisitOn, village
         */
        get: operations["identification_watchListList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/watch-list/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 关注名单:最近走访与下次期限,逾期标记 / watch lists: last visit, next due date, overdue ones marked (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_watchListOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/check-rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 排查轮次:范围、分派与进度 / check rounds: scope, assignment and progress
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: from, to, area
         */
        get: operations["identification_checkRoundsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/check-rounds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 排查轮次:范围、分派与进度 / check rounds: scope, assignment and progress (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_checkRoundsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/round-coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 排查覆盖率及抽查误差 / coverage of rounds, and the errors of their samples
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: area, checkedPercent
         */
        get: operations["identification_roundCoverageList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/round-coverage/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 排查覆盖率及抽查误差 / coverage of rounds, and the errors of their samples (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_roundCoverageOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/sample-errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 抽查发现的应纳未纳、错误纳入、错误消除户 / households that a sample found omitted, wrongly enrolled or wrongly cleared
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: village, judgedOn
         */
        get: operations["identification_sampleErrorsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/sample-errors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 抽查发现的应纳未纳、错误纳入、错误消除户 / households that a sample found omitted, wrongly enrolled or wrongly cleared (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_sampleErrorsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 排查记录:收支、三保障、饮水与问卷 / checks of households: income and spending, safeguards, water, answers
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: visitedOn, incomePerHeadFen
         */
        get: operations["identification_checksList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 排查记录:收支、三保障、饮水与问卷 / checks of households: income and spending, safeguards, water, answers (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_checksOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的任务:按期限先后,逾期标记 / my tasks today: what there is to do, due first, overdue marked
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: dueOn, village
         */
        get: operations["identification_tasksList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 我的任务:按期限先后,逾期标记 / my tasks today: what there is to do, due first, overdue marked (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_tasksOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 逾期清单:线索、程序、预警、走访、计划、措施,逾期最久的在前 / all that is overdue: clues, cases, warnings, visits, plans and measures, the longest first
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: dueOn
         */
        get: operations["identification_overdueList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/overdue/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 逾期清单:线索、程序、预警、走访、计划、措施,逾期最久的在前 / all that is overdue: clues, cases, warnings, visits, plans and measures, the longest first (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_overdueOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 户卡:一户的成员、风险、程序、措施、日期、材料 / household card: members by id, risks, cases, measures, dates and documents of one household
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: village, registerNumber
         */
        get: operations["identification_cardList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/card/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 户卡:一户的成员、风险、程序、措施、日期、材料 / household card: members by id, risks, cases, measures, dates and documents of one household (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_cardOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 聚集性风险:同一原因的新增风险在一地集中出现 / clusters: new risks of one cause gathered in an area
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: foundOn, count, area
         */
        get: operations["identification_clustersList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/clusters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 聚集性风险:同一原因的新增风险在一地集中出现 / clusters: new risks of one cause gathered in an area (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_clustersOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 成员个人信息(每次查询均留痕) / members with personal data, every read is recorded */
        get: operations["HouseholdMembers_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/persons/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 个人信息副本(本人查阅、复制,留痕) / a copy of what is kept about one person, the handing out is recorded */
        get: operations["PersonRecords_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/register-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 导入台账文件(CSV 或 XLSX) / import a register file, CSV or XLSX
         * @description 角色 / roles: township, county
         */
        post: operations["identification_importRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/data-batches/{id}/settle-match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 核定存疑匹配 / settle a doubtful match
         * @description 角色 / roles: county
         */
        post: operations["identification_dataBatch_settleMatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/data-batches/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 报送部门数据批次(CSV 或 XLSX) / send a data batch of a department, CSV or XLSX
         * @description 角色 / roles: department:<code>, county, service
         */
        post: operations["identification_takeDataBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/data-batches/{id}/matches/{matchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 存疑匹配的个人信息(每次查询均留痕) / a doubtful match with personal data, every read is recorded
         * @description 角色 / roles: county
         */
        get: operations["DataMatches_match"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/check-rounds/{id}/open-check-round": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开展排查 / open a check round
         * @description 角色 / roles: township, county
         */
        post: operations["identification_checkRound_openCheckRound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/check-rounds/{id}/assign-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 分派排查 / assign a village to its visitors
         * @description 角色 / roles: township, county
         */
        post: operations["identification_checkRound_assignCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/check-rounds/{id}/judge-sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 抽查评判 / judge a household of the round by looking again
         * @description 角色 / roles: assessor, county
         */
        post: operations["identification_checkRound_judgeSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/check-rounds/{id}/close-check-round": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 结束排查 / close a check round
         * @description 角色 / roles: township, county
         */
        post: operations["identification_checkRound_closeCheckRound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 上传佐证材料,返回其哈希 / send a piece of evidence; the answer is its hash
         * @description 角色 / roles: village, township, county, department
         */
        put: operations["identification_putEvidence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/evidence/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看佐证材料(每次查看均留痕) / a piece of evidence, every read is recorded
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_getEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 该户为何在册(或不在册) / why the household is on the list, or not
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_whyListed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/households/{id}/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 纳入或消除之前还缺什么(试算) / what is missing before the household can be enrolled or cleared: a dry run
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_missing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/lead-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 四早用时(天):早发现、早研判、早审定、早帮扶 / days from happening to found, to analysed, to decided, to helped
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_leadTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 纳入、再次纳入、消除、回退 / enrolled, relapsed, cleared and rolled back
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/suspicious-clearings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 疑似不实的风险消除 / clearings that look wrong
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["identification_suspiciousClearings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identification/publicity-board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 公示栏(公开格式) / what hangs on the public board, in its public form
         * @description 角色 / roles: village, township, county
         */
        get: operations["identification_publicityBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description 错误代码 / error code */
            code: string;
            /** @description 出错字段 / offending field */
            field?: string;
            /** @description 系统错误的编号 / reference of an internal error */
            instance?: string;
        };
        Recorded: {
            stream: string;
            /** @description 版本号,可用于 If-Match / revision of the last event, for If-Match */
            revision: number;
            /** @description 日志位置,可用于 Humai-At-Least / log position, for Humai-At-Least */
            position: number;
            /** @description 产生的事件 / types of the events it led to */
            events: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    identification_household_acceptClue: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    clueId: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_tellReason: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    clueId: string;
                    /** Format: date */
                    toldOn: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordAssetCheck: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    result: "CLEAR" | "EXPLAINED" | "DISQUALIFIED";
                    sources: string[];
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_trackHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    trackingId: string;
                    /** Format: date */
                    visitedOn: string;
                    visitorIds: string[];
                    /** @enum {string} */
                    finding: "STABLE" | "WATCH" | "NEW_RISK";
                    evidenceHashes: string[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_proposeRegrade: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    caseId: string;
                    /** @enum {string} */
                    category: "C1" | "C2" | "C3";
                    reason: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_changeCategory: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_splitHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    newHouseholdId: string;
                    /** @default null */
                    newRegisterNumber?: string | null;
                    /** @description of the new household; the same unless told */
                    village?: string;
                    members: {
                        /** @description letters, digits, . _ : - */
                        personId: string;
                        /**
                         * @description to the householder of the other household
                         * @enum {string}
                         */
                        relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                    }[];
                    /**
                     * @description open clues that are about the new household
                     * @default []
                     */
                    clueIds?: string[];
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_mergeHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    intoHouseholdId: string;
                    members: {
                        /** @description letters, digits, . _ : - */
                        personId: string;
                        /**
                         * @description to the householder of the other household
                         * @enum {string}
                         */
                        relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                    }[];
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_closeHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "DEATH" | "MARRIAGE_OUT" | "MOVE_OUT" | "OTHER";
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_correctEntry: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the wrong event, or its place in the log as the history shows it */
                    eventId: string;
                    data: {
                        /** @description integer fen */
                        incomePerHeadFen?: number;
                        /** @description integer fen */
                        rigidSpendingPerHeadFen?: number;
                        riskTypes?: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                        /** Format: date */
                        occurredOn?: string;
                        /** Format: date */
                        visitedOn?: string;
                        safeguards?: {
                            food: boolean;
                            clothing: boolean;
                            education: boolean;
                            medical: boolean;
                            housing: boolean;
                            water: boolean;
                        };
                        evidenceHashes?: string[];
                        /** @enum {string} */
                        kind?: "OUT_OF_POVERTY" | "GENERAL";
                    };
                    reason: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_registerHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    registerNumber?: string | null;
                    village: string;
                    /** @enum {string} */
                    kind: "OUT_OF_POVERTY" | "GENERAL";
                    members: {
                        /** @enum {string} */
                        relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                        /** @enum {string} */
                        labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                        name: string;
                        documentNumber?: string;
                        phone?: string;
                        /** @description the other personal fields of the register, by national heading */
                        attributes?: {
                            [key: string]: string;
                        };
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_changeHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    registerNumber: string | null;
                    village: string;
                    /** @enum {string} */
                    kind: "OUT_OF_POVERTY" | "GENERAL";
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_addMember: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    member: {
                        /** @enum {string} */
                        relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                        /** @enum {string} */
                        labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                        name: string;
                        documentNumber?: string;
                        phone?: string;
                        /** @description the other personal fields of the register, by national heading */
                        attributes?: {
                            [key: string]: string;
                        };
                    };
                    /** @enum {string} */
                    reason: "REGISTER" | "BIRTH" | "MARRIAGE_IN" | "MOVE_IN" | "OTHER";
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_changeMember: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    personId: string;
                    /** @enum {string} */
                    relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                    /** @enum {string} */
                    labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                    /** @description who becomes householder when the householder becomes something else */
                    successorId?: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_removeMember: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    personId: string;
                    /** @enum {string} */
                    reason: "DEATH" | "MARRIAGE_OUT" | "MOVE_OUT" | "OTHER";
                    /** @description who becomes householder when the householder leaves */
                    successorId?: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordIncome: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    year: number;
                    /** @description integer fen */
                    incomePerHeadFen: number;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_carryOverMonitoring: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    enrolmentId: string;
                    /** @enum {string} */
                    category: "C1" | "C2" | "C3";
                    riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                    enrolledMonth: string;
                    /** @default null */
                    cleared?: {
                        month: string;
                        /** @enum {string} */
                        mode: "HELP" | "NATURAL";
                    } | null;
                    /** @default false */
                    bottomLine?: boolean;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_reportClue: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    clueId: string;
                    /** @enum {string} */
                    channel: "SELF_REPORT" | "CADRE_VISIT" | "DEPARTMENT_DATA" | "OTHER";
                    riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                    /** Format: date */
                    occurredOn?: string;
                    /** @default null */
                    source?: string | null;
                    /** @description the members it is about; the whole household unless told */
                    personIds?: string[];
                    selfReport?: {
                        /** @enum {string} */
                        form: "OWN" | "BY_CADRE" | "BY_GROUP_LEADER" | "BY_GRID_WORKER" | "BY_RELATIVE";
                        /** @description SHA-256 of the form with the applicant's signature or mark, hex */
                        markHash: string;
                        /** @description to an applicant who did not write it; needed then */
                        readOut?: boolean;
                    };
                    /** @enum {string} */
                    otherKind?: "PETITION" | "HOTLINE" | "MEDIA" | "LINKED_MONITORING";
                    /** @description the department warning it came from */
                    warningId?: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_closeClue: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    clueId: string;
                    /** @enum {string} */
                    verdict: "ENROLLED" | "NOT_ELIGIBLE" | "DUPLICATE" | "ALREADY_ENROLLED";
                    /** @default null */
                    reason?: string | null;
                    /**
                     * Format: date
                     * @description when the reason was told; needed with NOT_ELIGIBLE
                     */
                    toldOn?: string;
                    /** @description the other clue; needed with DUPLICATE */
                    duplicateOf?: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_openCase: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    caseId: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_proposeClearing: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    caseId: string;
                    /** @enum {string} */
                    mode: "HELP" | "NATURAL";
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordVerification: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    verifierIds: string[];
                    /** Format: date */
                    visitedOn: string;
                    /** @description integer fen */
                    incomePerHeadFen: number;
                    /** @description integer fen */
                    rigidSpendingPerHeadFen: number;
                    safeguards: {
                        food: boolean;
                        clothing: boolean;
                        education: boolean;
                        medical: boolean;
                        housing: boolean;
                        water: boolean;
                    };
                    riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                    evidenceHashes: string[];
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_grantAuthorisation: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    personIds: string[];
                    scope: string[];
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                    noticeVersion: string;
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_withdrawAuthorisation: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    personIds: string[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordComparison: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    result: "CLEAR" | "EXPLAINED" | "DISQUALIFIED";
                    sources: string[];
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordReview: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    heldOn: string;
                    attendance: number;
                    votesFor: number;
                    votesAgainst: number;
                    abstentions?: number;
                    /** @description 应到人数; needed where the policy has a quorum */
                    invited?: number;
                    /** @description SHA-256 of the evidence, hex */
                    minutesHash: string;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_openPublicity: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_raiseObjection: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    objectionId: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_settleObjection: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    objectionId: string;
                    upheld: boolean;
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_closePublicity: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_giveTownshipOpinion: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    agrees: boolean;
                    /** @default null */
                    reason?: string | null;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_decideCase: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approved: boolean;
                    /** @default null */
                    reason?: string | null;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_announceDecision: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /** @description further documents of the step, each with its kind; which are needed is policy */
                    documents?: {
                        /** @enum {string} */
                        kind: "PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT";
                        /** @description SHA-256 of the evidence, hex */
                        hash: string;
                    }[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_endCase: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "REFUSED" | "WITHDRAWN";
                    reason: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_enrolHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    enrolmentId: string;
                    /** @enum {string} */
                    category: "C1" | "C2" | "C3";
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_addRisk: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    riskId: string;
                    /** @enum {string} */
                    riskType: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_eliminateRisk: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    riskId: string;
                    /** @enum {string} */
                    mode: "HELP" | "NATURAL";
                    /** @description SHA-256 of the evidence, hex */
                    evidenceHash: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_clearHousehold: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_rollBackClearing: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @description who approved it, another person */
                    approverId: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_raiseWarnings: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    batchId: string;
                    /** @description the same for every repeat of the row */
                    rowId: string;
                    sourceVersion: string;
                    period: string;
                    /** @description letters, digits, . _ : - */
                    personId: string;
                    fields: {
                        [key: string]: string | number | boolean;
                    };
                    /** @description the person is on the way here, by a merge that is not carried out yet */
                    movingIn?: boolean;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_handleWarning: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    warningId: string;
                    /** @enum {string} */
                    verdict: "TO_CLUE" | "FOLLOWED" | "UNFOUNDED";
                    /** @default null */
                    reason?: string | null;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordWarningOverdue: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    warningId: string;
                    /** Format: date */
                    dueOn: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_expireWarning: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    warningId: string;
                    /** Format: date */
                    expiresOn: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_queryComparison: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    queryId: string;
                    source: string;
                    personIds: string[];
                    scope: string[];
                    purpose: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_putOnWatchList: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    list: "LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING";
                    /**
                     * @default HAND
                     * @enum {string}
                     */
                    origin?: "HAND" | "DATA" | "VERDICT" | "CLEARING";
                    /** @default null */
                    reason?: string | null;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_takeOffWatchList: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    list: "LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING";
                    reason: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordVisit: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    visitId: string;
                    /** Format: date */
                    visitedOn: string;
                    byIds: string[];
                    /** @description every list the household is on unless told */
                    listCodes?: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                    /** @enum {string} */
                    finding: "NOTHING_NEW" | "CLUE" | "TO_WATCH" | "BETTER" | "NOBODY_HOME";
                    /** @description needed with the finding CLUE */
                    clue?: {
                        /** @description letters, digits, . _ : - */
                        clueId: string;
                        riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                        /** Format: date */
                        occurredOn?: string;
                    };
                    /**
                     * @description SHA-256 of files sent before, hex
                     * @default []
                     */
                    evidenceHashes?: string[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordVisitsOverdue: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordCheck: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    roundId: string;
                    /** @description letters, digits, . _ : - */
                    checkId: string;
                    /** Format: date */
                    visitedOn: string;
                    byIds: string[];
                    worksheet: {
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        /** @description integer fen */
                        wageFen: number;
                        /** @description integer fen */
                        businessFen: number;
                        /** @description integer fen */
                        propertyFen: number;
                        /** @description integer fen */
                        transferFen: number;
                        /** @description integer fen */
                        businessCostFen: number;
                        /** @description who share the income: those who live together */
                        members: number;
                        /** @description spending that cannot be put off, paid by the household itself */
                        rigid: {
                            /** @description integer fen */
                            medicalFen: number;
                            /** @description integer fen */
                            schoolingFen: number;
                            /** @description integer fen */
                            disasterFen: number;
                            /** @description integer fen */
                            housingFen: number;
                        };
                    };
                    safeguards: {
                        food: boolean;
                        clothing: boolean;
                        education: boolean;
                        medical: boolean;
                        housing: boolean;
                        water: boolean;
                    };
                    /** @default [] */
                    riskTypes?: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                    /** @description by the code of the question */
                    answers: {
                        [key: string]: boolean | number | string | string[];
                    };
                    /** @description a risk that the check found */
                    clue?: {
                        /** @description letters, digits, . _ : - */
                        clueId: string;
                        riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                        /** Format: date */
                        occurredOn?: string;
                    };
                    /** @description SHA-256 of files sent before, hex */
                    evidenceHashes: string[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_household_recordOverdue: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    subject: "CLUE" | "CASE" | "ACCEPTANCE";
                    /** @description letters, digits, . _ : - */
                    subjectId: string;
                    /** Format: date */
                    dueOn: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_person_erasePerson: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_householdsList: {
        parameters: {
            query?: {
                /** @description status */
                status?: "REGISTERED" | "IN_PROCEDURE" | "ENROLLED" | "CLEARED" | "CLOSED" | "MERGED";
                /** @description category */
                category?: "C1" | "C2" | "C3";
                /** @description kind */
                kind?: "OUT_OF_POVERTY" | "GENERAL";
                /** @description 户编号 / register number */
                registerNumber?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 户 ID / household id */
                            id: string;
                            position: number;
                            registerNumber: string | null;
                            village: string;
                            /** @enum {string} */
                            kind: "OUT_OF_POVERTY" | "GENERAL";
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PROCEDURE" | "ENROLLED" | "CLEARED" | "CLOSED" | "MERGED";
                            category: ("C1" | "C2" | "C3") | null;
                            risks: {
                                riskId: string;
                                /** @enum {string} */
                                type: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                                open: boolean;
                            }[];
                            openRisks: number;
                            enrolmentId: string | null;
                            enrolments: number;
                            enrolledOn: string | null;
                            clearedOn: string | null;
                            trackedOn: string | null;
                            caseId: string | null;
                            members: {
                                personId: string;
                                /** @enum {string} */
                                relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                                /** @enum {string} */
                                labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                            }[];
                            incomePerHeadFen: number | null;
                            incomeYear: number | null;
                            /** @description 分自哪一户 / the household it split off from */
                            originId: string | null;
                            /** @description 并入哪一户 / the household it went into */
                            mergedIntoId: string | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_householdsOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 户 ID / household id */
                        id: string;
                        position: number;
                        registerNumber: string | null;
                        village: string;
                        /** @enum {string} */
                        kind: "OUT_OF_POVERTY" | "GENERAL";
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PROCEDURE" | "ENROLLED" | "CLEARED" | "CLOSED" | "MERGED";
                        category: ("C1" | "C2" | "C3") | null;
                        risks: {
                            riskId: string;
                            /** @enum {string} */
                            type: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                            open: boolean;
                        }[];
                        openRisks: number;
                        enrolmentId: string | null;
                        enrolments: number;
                        enrolledOn: string | null;
                        clearedOn: string | null;
                        trackedOn: string | null;
                        caseId: string | null;
                        members: {
                            personId: string;
                            /** @enum {string} */
                            relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                            /** @enum {string} */
                            labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                        }[];
                        incomePerHeadFen: number | null;
                        incomeYear: number | null;
                        /** @description 分自哪一户 / the household it split off from */
                        originId: string | null;
                        /** @description 并入哪一户 / the household it went into */
                        mergedIntoId: string | null;
                    };
                };
            };
        };
    };
    identification_cluesList: {
        parameters: {
            query?: {
                /** @description open */
                open?: "true" | "false";
                /** @description overdue */
                overdue?: "true" | "false";
                /** @description channel */
                channel?: "SELF_REPORT" | "CADRE_VISIT" | "DEPARTMENT_DATA" | "OTHER";
                /** @description verdict */
                verdict?: "ENROLLED" | "NOT_ELIGIBLE" | "DUPLICATE" | "ALREADY_ENROLLED";
                /** @description household */
                household?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            householdId: string;
                            clueId: string;
                            village: string;
                            /** @enum {string} */
                            channel: "SELF_REPORT" | "CADRE_VISIT" | "DEPARTMENT_DATA" | "OTHER";
                            riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                            occurredOn: string;
                            foundOn: string;
                            dueOn: string;
                            open: boolean;
                            overdue: boolean;
                            verdict: ("ENROLLED" | "NOT_ELIGIBLE" | "DUPLICATE" | "ALREADY_ENROLLED") | null;
                            reason: string | null;
                            closedOn: string | null;
                            acceptedOn: string | null;
                            acceptanceOverdue: boolean;
                            duplicateOf: string | null;
                            toldOn: string | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_cluesOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        householdId: string;
                        clueId: string;
                        village: string;
                        /** @enum {string} */
                        channel: "SELF_REPORT" | "CADRE_VISIT" | "DEPARTMENT_DATA" | "OTHER";
                        riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                        occurredOn: string;
                        foundOn: string;
                        dueOn: string;
                        open: boolean;
                        overdue: boolean;
                        verdict: ("ENROLLED" | "NOT_ELIGIBLE" | "DUPLICATE" | "ALREADY_ENROLLED") | null;
                        reason: string | null;
                        closedOn: string | null;
                        acceptedOn: string | null;
                        acceptanceOverdue: boolean;
                        duplicateOf: string | null;
                        toldOn: string | null;
                    };
                };
            };
        };
    };
    identification_openCasesList: {
        parameters: {
            query?: {
                /** @description purpose */
                purpose?: "ENROLMENT" | "CLEARING" | "REGRADE";
                /** @description next */
                next?: "assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement";
                /** @description 目前可办的步骤 / a step that can be done now */
                step?: "assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement";
                /** @description overdue */
                overdue?: "true" | "false";
                /** @description 所处步骤已逾期 / a step is past its day */
                stepOverdue?: "true";
                /** @description household */
                household?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
                /** @description 是否统计数量 / whether to count */
                counts?: "true" | "false";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 户 ID / household id */
                            id: string;
                            position: number;
                            caseId: string;
                            village: string;
                            /** @enum {string} */
                            purpose: "ENROLMENT" | "CLEARING" | "REGRADE";
                            steps: ("assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement")[];
                            done: ("assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement")[];
                            next: ("assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement") | null;
                            /** @description 目前可办的步骤 / the steps that can be done now */
                            current: {
                                /** @enum {string} */
                                step: "assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement";
                                /** @description 合并环节 / the stage it is merged into */
                                stage: string | null;
                                since: string;
                                dueOn: string | null;
                                daysLeft: number | null;
                            }[];
                            openedOn: string;
                            dueOn: string;
                            stepDueOn: string | null;
                            /** @description 全程剩余天数(自然日) / natural days left for the whole */
                            daysLeft: number;
                            overdue: boolean;
                            mayCloseOn: string | null;
                            openObjections: number;
                        }[];
                        cursor: string | null;
                        counts?: {
                            [key: string]: number;
                        };
                    };
                };
            };
        };
    };
    identification_openCasesOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 户 ID / household id */
                        id: string;
                        position: number;
                        caseId: string;
                        village: string;
                        /** @enum {string} */
                        purpose: "ENROLMENT" | "CLEARING" | "REGRADE";
                        steps: ("assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement")[];
                        done: ("assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement")[];
                        next: ("assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement") | null;
                        /** @description 目前可办的步骤 / the steps that can be done now */
                        current: {
                            /** @enum {string} */
                            step: "assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement";
                            /** @description 合并环节 / the stage it is merged into */
                            stage: string | null;
                            since: string;
                            dueOn: string | null;
                            daysLeft: number | null;
                        }[];
                        openedOn: string;
                        dueOn: string;
                        stepDueOn: string | null;
                        /** @description 全程剩余天数(自然日) / natural days left for the whole */
                        daysLeft: number;
                        overdue: boolean;
                        mayCloseOn: string | null;
                        openObjections: number;
                    };
                };
            };
        };
    };
    identification_warningsList: {
        parameters: {
            query?: {
                /** @description 处置状态,默认待处置 / open ones unless told */
                status?: "OPEN" | "TO_CLUE" | "FOLLOWED" | "UNFOUNDED" | "EXPIRED" | "ALL";
                /** @description source */
                source?: string;
                /** @description risk */
                risk?: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                /** @description overdue */
                overdue?: "true" | "false";
                /** @description householdStatus */
                householdStatus?: "NONE" | "MONITORED" | "CLEARED";
                /** @description household */
                household?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 预警 ID / warning id */
                            id: string;
                            position: number;
                            householdId: string;
                            village: string;
                            personId: string;
                            /** @enum {string} */
                            riskType: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                            /** @enum {string} */
                            status: "OPEN" | "TO_CLUE" | "FOLLOWED" | "UNFOUNDED" | "EXPIRED";
                            sources: string[];
                            period: string;
                            rule: string;
                            ruleVersion: string;
                            numbers: {
                                [key: string]: number;
                            };
                            statement: {
                                zh: string;
                                en: string;
                            };
                            supports: number;
                            trust: number;
                            /** @enum {string} */
                            householdStatus: "NONE" | "MONITORED" | "CLEARED";
                            category: ("C1" | "C2" | "C3") | null;
                            watchList: string | null;
                            occurredOn: string;
                            raisedOn: string;
                            dueOn: string;
                            overdue: boolean;
                            expiresOn: string;
                            closedOn: string | null;
                            reason: string | null;
                            clueId: string | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_warningsOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 预警 ID / warning id */
                        id: string;
                        position: number;
                        householdId: string;
                        village: string;
                        personId: string;
                        /** @enum {string} */
                        riskType: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                        /** @enum {string} */
                        status: "OPEN" | "TO_CLUE" | "FOLLOWED" | "UNFOUNDED" | "EXPIRED";
                        sources: string[];
                        period: string;
                        rule: string;
                        ruleVersion: string;
                        numbers: {
                            [key: string]: number;
                        };
                        statement: {
                            zh: string;
                            en: string;
                        };
                        supports: number;
                        trust: number;
                        /** @enum {string} */
                        householdStatus: "NONE" | "MONITORED" | "CLEARED";
                        category: ("C1" | "C2" | "C3") | null;
                        watchList: string | null;
                        occurredOn: string;
                        raisedOn: string;
                        dueOn: string;
                        overdue: boolean;
                        expiresOn: string;
                        closedOn: string | null;
                        reason: string | null;
                        clueId: string | null;
                    };
                };
            };
        };
    };
    identification_dataBatchesList: {
        parameters: {
            query?: {
                /** @description source */
                source?: string;
                /** @description period */
                period?: string;
                /** @description status */
                status?: "RECEIVED" | "DONE";
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 批次 ID / batch id */
                            id: string;
                            position: number;
                            source: string;
                            sourceVersion: string;
                            period: string;
                            area: string;
                            contentHash: string;
                            receivedOn: string;
                            sender: string;
                            role: string;
                            /** @enum {string} */
                            status: "RECEIVED" | "DONE";
                            counts: {
                                rows: number;
                                /** @description rows that could not be read */
                                rejected: number;
                                /** @description rows about nobody of the register */
                                unknown: number;
                                /** @description rows that wait for somebody to look at them */
                                doubtful: number;
                                /** @description rows about a person of the register */
                                matched: number;
                                /** @description rows about a household outside the area of the batch */
                                outside: number;
                                /** @description warnings raised */
                                raised: number;
                                /** @description signals that joined a warning */
                                supported: number;
                            } | null;
                            openMatches: number;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_dataBatchesOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 批次 ID / batch id */
                        id: string;
                        position: number;
                        source: string;
                        sourceVersion: string;
                        period: string;
                        area: string;
                        contentHash: string;
                        receivedOn: string;
                        sender: string;
                        role: string;
                        /** @enum {string} */
                        status: "RECEIVED" | "DONE";
                        counts: {
                            rows: number;
                            /** @description rows that could not be read */
                            rejected: number;
                            /** @description rows about nobody of the register */
                            unknown: number;
                            /** @description rows that wait for somebody to look at them */
                            doubtful: number;
                            /** @description rows about a person of the register */
                            matched: number;
                            /** @description rows about a household outside the area of the batch */
                            outside: number;
                            /** @description warnings raised */
                            raised: number;
                            /** @description signals that joined a warning */
                            supported: number;
                        } | null;
                        openMatches: number;
                    };
                };
            };
        };
    };
    identification_doubtfulMatchesList: {
        parameters: {
            query?: {
                /** @description 默认待核定 / those to settle unless told */
                status?: "OPEN" | "ACCEPTED" | "REJECTED" | "ALL";
                /** @description batch */
                batch?: string;
                /** @description source */
                source?: string;
                /** @description doubt */
                doubt?: "CHECK_DIGIT" | "OLD_NUMBER" | "NAME_DIFFERS" | "NO_HOUSEHOLD";
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 匹配 ID / match id */
                            id: string;
                            position: number;
                            batchId: string;
                            source: string;
                            period: string;
                            area: string;
                            row: number;
                            /** @enum {string} */
                            doubt: "CHECK_DIGIT" | "OLD_NUMBER" | "NAME_DIFFERS" | "NO_HOUSEHOLD";
                            candidateId: string | null;
                            /** @enum {string} */
                            status: "OPEN" | "ACCEPTED" | "REJECTED";
                            personId: string | null;
                            reason: string | null;
                            foundOn: string;
                            settledOn: string | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_doubtfulMatchesOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 匹配 ID / match id */
                        id: string;
                        position: number;
                        batchId: string;
                        source: string;
                        period: string;
                        area: string;
                        row: number;
                        /** @enum {string} */
                        doubt: "CHECK_DIGIT" | "OLD_NUMBER" | "NAME_DIFFERS" | "NO_HOUSEHOLD";
                        candidateId: string | null;
                        /** @enum {string} */
                        status: "OPEN" | "ACCEPTED" | "REJECTED";
                        personId: string | null;
                        reason: string | null;
                        foundOn: string;
                        settledOn: string | null;
                    };
                };
            };
        };
    };
    identification_comparisonQueriesList: {
        parameters: {
            query?: {
                /** @description household */
                household?: string;
                /** @description source */
                source?: string;
                /** @description actor */
                actor?: string;
                /** @description person */
                person?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            householdId: string;
                            village: string;
                            caseId: string;
                            queryId: string;
                            source: string;
                            personIds: string[];
                            scope: string[];
                            purpose: string;
                            queriedOn: string;
                            actor: string;
                            role: string;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_comparisonQueriesOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        householdId: string;
                        village: string;
                        caseId: string;
                        queryId: string;
                        source: string;
                        personIds: string[];
                        scope: string[];
                        purpose: string;
                        queriedOn: string;
                        actor: string;
                        role: string;
                    };
                };
            };
        };
    };
    identification_watchListList: {
        parameters: {
            query?: {
                /** @description list */
                list?: "LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING";
                /** @description 逾期未走访(指定名单时为该名单)/ not visited in time, for the list where one is named */
                overdue?: "true" | "false";
                /** @description village */
                village?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 户 ID / household id */
                            id: string;
                            position: number;
                            village: string;
                            lists: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                            overdue: boolean;
                            overdueLists: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                            nextDueOn: string | null;
                            daysLeft: number | null;
                            lastVisitOn: string | null;
                            lastFinding: (("NOTHING_NEW" | "CLUE" | "TO_WATCH" | "BETTER" | "NOBODY_HOME") | "CHECKED") | null;
                            entries: {
                                /** @enum {string} */
                                list: "LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING";
                                /** @enum {string} */
                                origin: "HAND" | "DATA" | "VERDICT" | "CLEARING";
                                reason: string | null;
                                listedOn: string;
                                lastVisitOn: string | null;
                                dueOn: string | null;
                                overdueOn: string | null;
                            }[];
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_watchListOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 户 ID / household id */
                        id: string;
                        position: number;
                        village: string;
                        lists: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                        overdue: boolean;
                        overdueLists: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                        nextDueOn: string | null;
                        daysLeft: number | null;
                        lastVisitOn: string | null;
                        lastFinding: (("NOTHING_NEW" | "CLUE" | "TO_WATCH" | "BETTER" | "NOBODY_HOME") | "CHECKED") | null;
                        entries: {
                            /** @enum {string} */
                            list: "LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING";
                            /** @enum {string} */
                            origin: "HAND" | "DATA" | "VERDICT" | "CLEARING";
                            reason: string | null;
                            listedOn: string;
                            lastVisitOn: string | null;
                            dueOn: string | null;
                            overdueOn: string | null;
                        }[];
                    };
                };
            };
        };
    };
    identification_checkRoundsList: {
        parameters: {
            query?: {
                /** @description open */
                open?: "true" | "false";
                /** @description scope */
                scope?: "ALL" | "MONITORED" | "WATCHED" | "SAMPLE";
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            name: string;
                            area: string;
                            from: string;
                            to: string;
                            /** @enum {string} */
                            scope: "ALL" | "MONITORED" | "WATCHED" | "SAMPLE";
                            sample: {
                                sharePercent: number;
                                seed: string;
                            } | null;
                            questionnaireVersion: string;
                            open: boolean;
                            closedOn: string | null;
                            households: number;
                            checked: number;
                            judged: number;
                            villages: string[];
                            assignments: {
                                village: string;
                                visitorIds: string[];
                            }[];
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_checkRoundsOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        name: string;
                        area: string;
                        from: string;
                        to: string;
                        /** @enum {string} */
                        scope: "ALL" | "MONITORED" | "WATCHED" | "SAMPLE";
                        sample: {
                            sharePercent: number;
                            seed: string;
                        } | null;
                        questionnaireVersion: string;
                        open: boolean;
                        closedOn: string | null;
                        households: number;
                        checked: number;
                        judged: number;
                        villages: string[];
                        assignments: {
                            village: string;
                            visitorIds: string[];
                        }[];
                    };
                };
            };
        };
    };
    identification_roundCoverageList: {
        parameters: {
            query?: {
                /** @description round */
                round?: string;
                /** @description level */
                level?: "county" | "township" | "village";
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            roundId: string;
                            area: string;
                            /** @enum {string} */
                            level: "county" | "township" | "village";
                            inScope: number;
                            checked: number;
                            checkedPercent: number;
                            judged: number;
                            /** @description 应纳未纳 / omitted, of the judged that were not monitored */
                            omission: {
                                errors: number;
                                of: number;
                            };
                            /** @description 错误纳入 / wrongly enrolled, of the judged that were monitored */
                            inclusion: {
                                errors: number;
                                of: number;
                            };
                            /** @description 错误消除 / wrongly cleared, of the judged that were cleared */
                            clearing: {
                                errors: number;
                                of: number;
                            };
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_roundCoverageOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        roundId: string;
                        area: string;
                        /** @enum {string} */
                        level: "county" | "township" | "village";
                        inScope: number;
                        checked: number;
                        checkedPercent: number;
                        judged: number;
                        /** @description 应纳未纳 / omitted, of the judged that were not monitored */
                        omission: {
                            errors: number;
                            of: number;
                        };
                        /** @description 错误纳入 / wrongly enrolled, of the judged that were monitored */
                        inclusion: {
                            errors: number;
                            of: number;
                        };
                        /** @description 错误消除 / wrongly cleared, of the judged that were cleared */
                        clearing: {
                            errors: number;
                            of: number;
                        };
                    };
                };
            };
        };
    };
    identification_sampleErrorsList: {
        parameters: {
            query?: {
                /** @description round */
                round?: string;
                /** @description finding */
                finding?: "OMITTED" | "WRONGLY_ENROLLED" | "WRONGLY_CLEARED";
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            roundId: string;
                            householdId: string;
                            village: string;
                            /** @enum {string} */
                            finding: "CORRECT" | "OMITTED" | "WRONGLY_ENROLLED" | "WRONGLY_CLEARED";
                            /** @enum {string} */
                            standing: "NONE" | "MONITORED" | "CLEARED";
                            reason: string | null;
                            judgedOn: string;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_sampleErrorsOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        roundId: string;
                        householdId: string;
                        village: string;
                        /** @enum {string} */
                        finding: "CORRECT" | "OMITTED" | "WRONGLY_ENROLLED" | "WRONGLY_CLEARED";
                        /** @enum {string} */
                        standing: "NONE" | "MONITORED" | "CLEARED";
                        reason: string | null;
                        judgedOn: string;
                    };
                };
            };
        };
    };
    identification_checksList: {
        parameters: {
            query?: {
                /** @description household */
                household?: string;
                /** @description round */
                round?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            householdId: string;
                            roundId: string;
                            checkId: string;
                            village: string;
                            visitedOn: string;
                            byIds: string[];
                            worksheet: {
                                from: string;
                                to: string;
                                wageFen: number;
                                businessFen: number;
                                propertyFen: number;
                                transferFen: number;
                                businessCostFen: number;
                                members: number;
                                rigid: {
                                    medicalFen: number;
                                    schoolingFen: number;
                                    disasterFen: number;
                                    housingFen: number;
                                };
                            };
                            incomePerHeadFen: number;
                            rigidSpendingPerHeadFen: number;
                            safeguards: {
                                food: boolean;
                                clothing: boolean;
                                education: boolean;
                                medical: boolean;
                                housing: boolean;
                                water: boolean;
                            };
                            unsolved: number;
                            riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                            questionnaireVersion: string;
                            answers: {
                                [key: string]: boolean | number | string | string[];
                            };
                            clueId: string | null;
                            evidenceHashes: string[];
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_checksOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        householdId: string;
                        roundId: string;
                        checkId: string;
                        village: string;
                        visitedOn: string;
                        byIds: string[];
                        worksheet: {
                            from: string;
                            to: string;
                            wageFen: number;
                            businessFen: number;
                            propertyFen: number;
                            transferFen: number;
                            businessCostFen: number;
                            members: number;
                            rigid: {
                                medicalFen: number;
                                schoolingFen: number;
                                disasterFen: number;
                                housingFen: number;
                            };
                        };
                        incomePerHeadFen: number;
                        rigidSpendingPerHeadFen: number;
                        safeguards: {
                            food: boolean;
                            clothing: boolean;
                            education: boolean;
                            medical: boolean;
                            housing: boolean;
                            water: boolean;
                        };
                        unsolved: number;
                        riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                        questionnaireVersion: string;
                        answers: {
                            [key: string]: boolean | number | string | string[];
                        };
                        clueId: string | null;
                        evidenceHashes: string[];
                    };
                };
            };
        };
    };
    identification_tasksList: {
        parameters: {
            query?: {
                /** @description 层级,默认本人的 / tier whose tasks they are, the own one unless told */
                role?: "village" | "township" | "county";
                /** @description 事项 / what is to be done */
                task?: "ACCEPT_CLUE" | "SETTLE_CLUE" | "TELL_REASON" | "ASSET_CHECK" | "VERIFY" | "AUTHORISE" | "COMPARE" | "REVIEW" | "OPEN_PUBLICITY" | "SETTLE_OBJECTION" | "CLOSE_PUBLICITY" | "GIVE_OPINION" | "DECIDE" | "ANNOUNCE" | "ENROL" | "CLEAR" | "CHANGE_CATEGORY" | "HANDLE_WARNING" | "VISIT" | "MAKE_PLAN" | "PLAN_MEASURE" | "DELIVER_MEASURE";
                /** @description household */
                household?: string;
                /** @description 只看逾期 / overdue ones only */
                overdue?: "true";
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
                /** @description 是否统计数量 / whether to count */
                counts?: "true" | "false";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            /** @enum {string} */
                            task: "ACCEPT_CLUE" | "SETTLE_CLUE" | "TELL_REASON" | "ASSET_CHECK" | "VERIFY" | "AUTHORISE" | "COMPARE" | "REVIEW" | "OPEN_PUBLICITY" | "SETTLE_OBJECTION" | "CLOSE_PUBLICITY" | "GIVE_OPINION" | "DECIDE" | "ANNOUNCE" | "ENROL" | "CLEAR" | "CHANGE_CATEGORY" | "HANDLE_WARNING" | "VISIT" | "MAKE_PLAN" | "PLAN_MEASURE" | "DELIVER_MEASURE";
                            householdId: string;
                            village: string;
                            /** @description 线索、程序、预警、名单或措施 / the clue, case, warning, list or measure */
                            subjectId: string;
                            /** @description 可办日期 / the day since which it can be done */
                            startsOn: string;
                            dueOn: string;
                            /** @description 剩余天数(自然日) / natural days left */
                            daysLeft: number;
                            overdue: boolean;
                        }[];
                        cursor: string | null;
                        counts?: {
                            [key: string]: number;
                        };
                    };
                };
            };
        };
    };
    identification_tasksOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        /** @enum {string} */
                        task: "ACCEPT_CLUE" | "SETTLE_CLUE" | "TELL_REASON" | "ASSET_CHECK" | "VERIFY" | "AUTHORISE" | "COMPARE" | "REVIEW" | "OPEN_PUBLICITY" | "SETTLE_OBJECTION" | "CLOSE_PUBLICITY" | "GIVE_OPINION" | "DECIDE" | "ANNOUNCE" | "ENROL" | "CLEAR" | "CHANGE_CATEGORY" | "HANDLE_WARNING" | "VISIT" | "MAKE_PLAN" | "PLAN_MEASURE" | "DELIVER_MEASURE";
                        householdId: string;
                        village: string;
                        /** @description 线索、程序、预警、名单或措施 / the clue, case, warning, list or measure */
                        subjectId: string;
                        /** @description 可办日期 / the day since which it can be done */
                        startsOn: string;
                        dueOn: string;
                        /** @description 剩余天数(自然日) / natural days left */
                        daysLeft: number;
                        overdue: boolean;
                    };
                };
            };
        };
    };
    identification_overdueList: {
        parameters: {
            query?: {
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description household */
                household?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
                /** @description 是否统计数量 / whether to count */
                counts?: "true" | "false";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            /** @enum {string} */
                            limit: "CLUE" | "CASE" | "WARNING" | "VISIT" | "PLAN" | "HELP" | "MEASURE";
                            /** @description 线索、程序、预警、名单或措施 / the clue, case, warning, list or measure */
                            subjectId: string;
                            householdId: string;
                            village: string;
                            dueOn: string;
                            /** @description 逾期天数(自然日) / natural days since the due date */
                            daysOverdue: number;
                        }[];
                        cursor: string | null;
                        counts?: {
                            [key: string]: number;
                        };
                    };
                };
            };
        };
    };
    identification_overdueOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        /** @enum {string} */
                        limit: "CLUE" | "CASE" | "WARNING" | "VISIT" | "PLAN" | "HELP" | "MEASURE";
                        /** @description 线索、程序、预警、名单或措施 / the clue, case, warning, list or measure */
                        subjectId: string;
                        householdId: string;
                        village: string;
                        dueOn: string;
                        /** @description 逾期天数(自然日) / natural days since the due date */
                        daysOverdue: number;
                    };
                };
            };
        };
    };
    identification_cardList: {
        parameters: {
            query?: {
                /** @description status */
                status?: "REGISTERED" | "IN_PROCEDURE" | "ENROLLED" | "CLEARED" | "MERGED" | "CLOSED";
                /** @description household */
                household?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description 户 ID / household id */
                            id: string;
                            position: number;
                            registerNumber: string | null;
                            village: string;
                            /** @enum {string} */
                            kind: "OUT_OF_POVERTY" | "GENERAL";
                            /** @enum {string} */
                            status: "REGISTERED" | "IN_PROCEDURE" | "ENROLLED" | "CLEARED" | "MERGED" | "CLOSED";
                            category: ("C1" | "C2" | "C3") | null;
                            openRisks: {
                                riskId: string;
                                /** @enum {string} */
                                type: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                                addedOn: string;
                                eliminatedOn: string | null;
                            }[];
                            /** @description 姓名、证件号码、电话另行查询并留痕 / who they are is asked elsewhere, with a purpose */
                            members: {
                                personId: string;
                                /** @enum {string} */
                                relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                                /** @enum {string} */
                                labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                                since: string;
                            }[];
                            incomes: {
                                year: number;
                                incomePerHeadFen: number;
                            }[];
                            enrolments: {
                                enrolmentId: string;
                                /** @enum {string} */
                                category: "C1" | "C2" | "C3";
                                enrolledOn: string;
                                carriedOver: boolean;
                                previousEnrolmentId: string | null;
                                risks: {
                                    riskId: string;
                                    /** @enum {string} */
                                    type: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                                    addedOn: string;
                                    eliminatedOn: string | null;
                                }[];
                                clearedOn: string | null;
                                mode: ("HELP" | "NATURAL") | null;
                                rolledBackOn: string[];
                            }[];
                            cases: {
                                caseId: string;
                                /** @enum {string} */
                                purpose: "ENROLMENT" | "CLEARING" | "REGRADE";
                                policyVersion: string;
                                openedOn: string;
                                dueOn: string;
                                steps: {
                                    /** @enum {string} */
                                    step: "assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement";
                                    on: string;
                                }[];
                                endedOn: string | null;
                                outcome: ("REFUSED" | "OBJECTION_UPHELD" | "WITHDRAWN" | "ENROLLED" | "CLEARED" | "CHANGED") | null;
                            }[];
                            clues: {
                                clueId: string;
                                /** @enum {string} */
                                channel: "SELF_REPORT" | "CADRE_VISIT" | "DEPARTMENT_DATA" | "OTHER";
                                riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                                foundOn: string;
                                verdict: ("ENROLLED" | "NOT_ELIGIBLE" | "DUPLICATE" | "ALREADY_ENROLLED") | null;
                                closedOn: string | null;
                            }[];
                            warnings: {
                                warningId: string;
                                /** @enum {string} */
                                riskType: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                                raisedOn: string;
                                verdict: ("TO_CLUE" | "FOLLOWED" | "UNFOUNDED" | "EXPIRED") | null;
                                closedOn: string | null;
                            }[];
                            lists: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                            lastCheck: {
                                on: string;
                                incomePerHeadFen: number;
                                rigidSpendingPerHeadFen: number;
                                safeguards: {
                                    food: boolean;
                                    clothing: boolean;
                                    education: boolean;
                                    medical: boolean;
                                    housing: boolean;
                                    water: boolean;
                                };
                            } | null;
                            lastContactOn: string | null;
                            plan: {
                                planId: string;
                                helperId: string;
                                madeOn: string;
                            } | null;
                            measures: {
                                measureId: string;
                                /** @enum {string} */
                                code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                                riskId: string;
                                plannedOn: string;
                                dueOn: string;
                                deliveries: number;
                                lastDeliveredOn: string | null;
                                deliveredFen: number;
                                endedOn: string | null;
                            }[];
                            documents: {
                                hash: string;
                                kind: ("PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT") | null;
                                /** @description 事件 / the event that names it */
                                fact: string;
                                on: string;
                            }[];
                            /** @description 分户、并户 / households it came from or went to */
                            kin: {
                                householdId: string;
                                /** @enum {string} */
                                how: "SPLIT_OFF" | "FORMED_FROM" | "MERGED_INTO" | "MERGED_FROM";
                                on: string;
                            }[];
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_cardOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 户 ID / household id */
                        id: string;
                        position: number;
                        registerNumber: string | null;
                        village: string;
                        /** @enum {string} */
                        kind: "OUT_OF_POVERTY" | "GENERAL";
                        /** @enum {string} */
                        status: "REGISTERED" | "IN_PROCEDURE" | "ENROLLED" | "CLEARED" | "MERGED" | "CLOSED";
                        category: ("C1" | "C2" | "C3") | null;
                        openRisks: {
                            riskId: string;
                            /** @enum {string} */
                            type: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                            addedOn: string;
                            eliminatedOn: string | null;
                        }[];
                        /** @description 姓名、证件号码、电话另行查询并留痕 / who they are is asked elsewhere, with a purpose */
                        members: {
                            personId: string;
                            /** @enum {string} */
                            relation: "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23" | "24" | "25" | "26" | "27" | "28" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09";
                            /** @enum {string} */
                            labour: "ORDINARY" | "SKILLED" | "WEAK" | "LOST" | "NONE";
                            since: string;
                        }[];
                        incomes: {
                            year: number;
                            incomePerHeadFen: number;
                        }[];
                        enrolments: {
                            enrolmentId: string;
                            /** @enum {string} */
                            category: "C1" | "C2" | "C3";
                            enrolledOn: string;
                            carriedOver: boolean;
                            previousEnrolmentId: string | null;
                            risks: {
                                riskId: string;
                                /** @enum {string} */
                                type: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                                addedOn: string;
                                eliminatedOn: string | null;
                            }[];
                            clearedOn: string | null;
                            mode: ("HELP" | "NATURAL") | null;
                            rolledBackOn: string[];
                        }[];
                        cases: {
                            caseId: string;
                            /** @enum {string} */
                            purpose: "ENROLMENT" | "CLEARING" | "REGRADE";
                            policyVersion: string;
                            openedOn: string;
                            dueOn: string;
                            steps: {
                                /** @enum {string} */
                                step: "assetCheck" | "verification" | "authorisation" | "comparison" | "review" | "publicity" | "townshipOpinion" | "countyDecision" | "announcement";
                                on: string;
                            }[];
                            endedOn: string | null;
                            outcome: ("REFUSED" | "OBJECTION_UPHELD" | "WITHDRAWN" | "ENROLLED" | "CLEARED" | "CHANGED") | null;
                        }[];
                        clues: {
                            clueId: string;
                            /** @enum {string} */
                            channel: "SELF_REPORT" | "CADRE_VISIT" | "DEPARTMENT_DATA" | "OTHER";
                            riskTypes: ("99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09")[];
                            foundOn: string;
                            verdict: ("ENROLLED" | "NOT_ELIGIBLE" | "DUPLICATE" | "ALREADY_ENROLLED") | null;
                            closedOn: string | null;
                        }[];
                        warnings: {
                            warningId: string;
                            /** @enum {string} */
                            riskType: "99" | "01" | "02" | "0201" | "0202" | "0203" | "0204" | "0205" | "0206" | "0299" | "03" | "04" | "05" | "06" | "07" | "09";
                            raisedOn: string;
                            verdict: ("TO_CLUE" | "FOLLOWED" | "UNFOUNDED" | "EXPIRED") | null;
                            closedOn: string | null;
                        }[];
                        lists: ("LOW_INCOME" | "DESTITUTE" | "LOW_INCOME_MARGIN" | "SERIOUS_ILLNESS" | "SEVERE_DISABILITY" | "DISABLED_ELDERLY" | "MULTI_STUDENT" | "UNSTABLE_JOB" | "DISASTER" | "CLEARED_TRACKING")[];
                        lastCheck: {
                            on: string;
                            incomePerHeadFen: number;
                            rigidSpendingPerHeadFen: number;
                            safeguards: {
                                food: boolean;
                                clothing: boolean;
                                education: boolean;
                                medical: boolean;
                                housing: boolean;
                                water: boolean;
                            };
                        } | null;
                        lastContactOn: string | null;
                        plan: {
                            planId: string;
                            helperId: string;
                            madeOn: string;
                        } | null;
                        measures: {
                            measureId: string;
                            /** @enum {string} */
                            code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                            riskId: string;
                            plannedOn: string;
                            dueOn: string;
                            deliveries: number;
                            lastDeliveredOn: string | null;
                            deliveredFen: number;
                            endedOn: string | null;
                        }[];
                        documents: {
                            hash: string;
                            kind: ("PHOTO" | "SURVEY" | "APPLICATION" | "COMPARISON" | "MINUTES" | "SIGN_IN" | "MEETING_PHOTO" | "NOTICE" | "OPINION" | "DECISION" | "ANNOUNCEMENT") | null;
                            /** @description 事件 / the event that names it */
                            fact: string;
                            on: string;
                        }[];
                        /** @description 分户、并户 / households it came from or went to */
                        kin: {
                            householdId: string;
                            /** @enum {string} */
                            how: "SPLIT_OFF" | "FORMED_FROM" | "MERGED_INTO" | "MERGED_FROM";
                            on: string;
                        }[];
                    };
                };
            };
        };
    };
    identification_clustersList: {
        parameters: {
            query?: {
                /** @description 是否仍在持续 / whether it goes on */
                open?: "true" | "false";
                /** @description level */
                level?: "village" | "township" | "county";
                /** @description 风险类型前两位 / first two digits of the risk type */
                cause?: string;
                /** @description 区划代码或其前缀 / division code or prefix */
                area?: string;
                /** @description 上一页返回的游标 / cursor of the previous page */
                cursor?: string;
                /** @description 每页条数 / items per page */
                limit?: number;
                /** @description 排序字段,前加 - 为降序 / field, with - in front descending */
                sort?: string;
                /** @description 导出全部结果 / export of the whole result */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一页结果 / one page */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            position: number;
                            area: string;
                            /** @enum {string} */
                            level: "village" | "township" | "county";
                            cause: string;
                            open: boolean;
                            foundOn: string;
                            grownOn: string | null;
                            endedOn: string | null;
                            from: string;
                            to: string;
                            windowDays: number;
                            firstCount: number;
                            /** @description 户数 / households in it */
                            count: number;
                            /** @description 在册户数 / registered households */
                            households: number;
                            /** @description 每千户 / of a thousand households */
                            ratePerMille: number;
                            householdIds: string[];
                            minCount: number | null;
                            minRatePerMille: number | null;
                            policyVersion: string;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    identification_clustersOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一条 / one item */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        position: number;
                        area: string;
                        /** @enum {string} */
                        level: "village" | "township" | "county";
                        cause: string;
                        open: boolean;
                        foundOn: string;
                        grownOn: string | null;
                        endedOn: string | null;
                        from: string;
                        to: string;
                        windowDays: number;
                        firstCount: number;
                        /** @description 户数 / households in it */
                        count: number;
                        /** @description 在册户数 / registered households */
                        households: number;
                        /** @description 每千户 / of a thousand households */
                        ratePerMille: number;
                        householdIds: string[];
                        minCount: number | null;
                        minRatePerMille: number | null;
                        policyVersion: string;
                    };
                };
            };
        };
    };
    HouseholdMembers_members: {
        parameters: {
            query: {
                /** @description 县级可查看完整号码 / full numbers, county only */
                unmasked?: "true" | "false";
                /** @description 查询目的 / what the data is read for */
                purpose: unknown;
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    PersonRecords_record: {
        parameters: {
            query: {
                /** @description 查阅事由 / why it is handed out */
                purpose: unknown;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_importRegister: {
        parameters: {
            query?: {
                /** @description 列对应(YAML 或 JSON)/ how the columns answer to the national headings */
                mapping?: unknown;
                /** @description 只检查,不写入 / check only */
                dryRun?: "true" | "false";
                /** @description 仅接受该区域内的户 / only households of this area */
                area?: unknown;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 文件内容 / the file */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description 每行一个 JSON 值:进度,最后为结果或问题 / one JSON value per line: progress, at last the result or the problem */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_dataBatch_settleMatch: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    matchId: string;
                    /** @enum {string} */
                    verdict: "ACCEPTED" | "REJECTED";
                    /** @description who it is; the candidate unless told */
                    personId?: string;
                    /** @default null */
                    reason?: string | null;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_takeDataBatch: {
        parameters: {
            query: {
                /** @description 只检查,不写入 / check only */
                dryRun?: "true" | "false";
                /** @description 仅涉及该区域内的户,默认为您的权限范围 / only households of this area; the area of your rights unless told */
                area?: unknown;
                /** @description 数据所属期间,如 2024-03 / what the data is about, like 2024-03 */
                period: unknown;
            };
            header?: never;
            path: {
                /** @description 数据源,如 medical-insurance / a source, like medical-insurance */
                source: string;
            };
            cookie?: never;
        };
        /** @description 文件内容 / the file */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description 每行一个 JSON 值:进度,最后为结果或问题 / one JSON value per line: progress, at last the result or the problem */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    DataMatches_match: {
        parameters: {
            query: {
                /** @description 查询目的 / what the data is read for */
                purpose: unknown;
            };
            header?: never;
            path: {
                /** @description 批次 ID / batch id */
                id: string;
                matchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_checkRound_openCheckRound: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    area: string;
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    to: string;
                    /** @enum {string} */
                    scope: "ALL" | "MONITORED" | "WATCHED" | "SAMPLE";
                    /** @description with the scope SAMPLE: so many of a hundred households of each village, the same for the same seed */
                    sample?: {
                        sharePercent: number;
                        seed: string;
                    };
                    /** @description questionnaire/<area>/<edition> */
                    questionnaireVersion: string;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_checkRound_assignCheck: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    village: string;
                    visitorIds: string[];
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_checkRound_judgeSample: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description letters, digits, . _ : - */
                    householdId: string;
                    /** @enum {string} */
                    finding: "CORRECT" | "OMITTED" | "WRONGLY_ENROLLED" | "WRONGLY_CLEARED";
                    /** @default null */
                    reason?: string | null;
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_checkRound_closeCheckRound: {
        parameters: {
            query?: never;
            header: {
                /** @description 同一键重复提交只生效一次 / a repeat of the same key has no second effect */
                "Idempotency-Key": string;
                /** @description 期望版本,如 "3" / expected revision, e.g. "3" */
                "If-Match"?: string;
            };
            path: {
                /** @description id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description 业务日期,默认今天 / business date, today unless told
                     */
                    effectiveOn?: string;
                };
            };
        };
        responses: {
            /** @description 已记录 / recorded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recorded"];
                };
            };
        };
    };
    identification_putEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description 文件内容,最大 10 MB / the file, at most 10 MB */
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description 已保存;重复上传结果相同 / kept; the same file again gives the same answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description SHA-256, hex */
                        hash?: string;
                        bytes?: number;
                    };
                };
            };
        };
    };
    identification_getEvidence: {
        parameters: {
            query: {
                /** @description 查看目的 / what the file is looked at for */
                purpose: unknown;
            };
            header?: never;
            path: {
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 文件内容 / the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    identification_whyListed: {
        parameters: {
            query?: {
                /** @description 截至此刻已记录的 / as known at an instant, or the end of a date */
                knownAt?: string;
                /** @description 截至此业务日期 / as true on a business date */
                trueOn?: string;
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结论、步骤、证据、数字、规则 / the answer, its steps, evidence, numbers and rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_missing: {
        parameters: {
            query: {
                /** @description 消除方式 / way of clearing */
                mode?: "HELP" | "NATURAL";
                /** @description 拟纳入的类别 / category to enrol as */
                category?: "C1" | "C2" | "C3";
                /** @description 拟作的决定 / the decision */
                for: "enrolment" | "clearing";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path: {
                /** @description 户 ID 或户编号 / household id or register number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 所缺事项及其规则 / what is missing, and the rulebook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_leadTimes: {
        parameters: {
            query: {
                /** @description 区划代码或其前缀 / division code or prefix */
                area: string;
                /** @description 导出 / export */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
                /** @description 起始日期 / first day */
                from?: string;
                /** @description 截止日期 / last day */
                to?: string;
                /** @description 分组方式 / what the figures are told by */
                by?: "village" | "township" | "county" | "channel" | "risk";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_statistics: {
        parameters: {
            query: {
                /** @description 区划代码或其前缀 / division code or prefix */
                area: string;
                /** @description 导出 / export */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
                /** @description 起始日期 / first day */
                from?: string;
                /** @description 截止日期 / last day */
                to?: string;
                /** @description 分组方式 / what the figures are told by */
                by?: "village" | "township" | "county" | "category" | "cause" | "month";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_suspiciousClearings: {
        parameters: {
            query: {
                /** @description 区划代码或其前缀 / division code or prefix */
                area: string;
                /** @description 导出 / export */
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    identification_publicityBoard: {
        parameters: {
            query: {
                format?: "json" | "csv" | "csv-gb18030" | "xlsx" | "ndjson";
                /** @description 村或乡镇代码 / village or township code */
                area: string;
            };
            header?: {
                /** @description 等待读模型处理到此位置 / wait until the read model is at this position */
                "Humai-At-Least"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 公示内容 / the lines of the board */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
