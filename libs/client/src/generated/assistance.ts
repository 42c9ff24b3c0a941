// Made by `npm run docs`. Do not edit.
export interface paths {
    "/v1/assistance/households/{id}/make-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 制定帮扶计划,明确一名帮扶责任人 / make the plan, with one named helper
         * @description 角色 / roles: village, township
         */
        post: operations["assistance_household_makePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/replace-helper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更换帮扶责任人 / replace the helper
         * @description 角色 / roles: township, county
         */
        post: operations["assistance_household_replaceHelper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/plan-measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 针对一项风险安排帮扶措施;未纳入户的选择性帮扶将被拒绝并留痕 / plan a measure against an open risk; selective help outside the register is refused and recorded
         * @description 角色 / roles: village, township, county
         */
        post: operations["assistance_household_planMeasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/deliver-measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 落实帮扶措施;风险消除后只可延续已享受的措施 / deliver a planned measure; after clearing only what has begun goes on
         * @description 角色 / roles: village, township, county, department, service
         */
        post: operations["assistance_household_deliverMeasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/end-measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 终止帮扶措施 / end a measure
         * @description 角色 / roles: village, township, county, department
         */
        post: operations["assistance_household_endMeasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/grant-help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 计划外帮扶:普惠政策或绿色通道;未纳入户的选择性帮扶将被拒绝并留痕 / help outside a plan: universal, or by the green channel; selective help outside the register is refused and recorded
         * @description 角色 / roles: village, township, county, department, service
         */
        post: operations["assistance_household_grantHelp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/move-measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 在帮措施随户转移 / let running measures go with the household to another village
         * @description 角色 / roles: service
         */
        post: operations["assistance_household_moveMeasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/record-plan-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录计划逾期 / record that the limit for the plan has passed
         * @description 角色 / roles: service
         */
        post: operations["assistance_household_recordPlanOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/record-measure-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录风险无帮扶逾期 / record that a risk is without help beyond the limit
         * @description 角色 / roles: service
         */
        post: operations["assistance_household_recordMeasureOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/record-development-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录开发式帮扶逾期 / record that a household with labour has no development measure beyond the limit
         * @description 角色 / roles: service
         */
        post: operations["assistance_household_recordDevelopmentOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/households/{id}/record-green-channel-overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 记录绿色通道逾期未纳入 / record that help came first and no enrolment followed in time
         * @description 角色 / roles: service
         */
        post: operations["assistance_household_recordGreenChannelOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 监测户帮扶计划、责任人及逾期情况 / plans of enrolled households, their helpers, and what is late
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: village, enrolledOn
         */
        get: operations["assistance_plansList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 监测户帮扶计划、责任人及逾期情况 / plans of enrolled households, their helpers, and what is late (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["assistance_plansOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 帮扶措施:待落实、已落实、逾期 / measures: planned, delivered, overdue
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: dueOn, lastDeliveredOn, village
         */
        get: operations["assistance_measuresList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/measures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 帮扶措施:待落实、已落实、逾期 / measures: planned, delivered, overdue (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["assistance_measuresOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 被拒绝的体外帮扶 / help outside the register that was refused
         * @description 角色 / roles: township, county, assessor, auditor
         *
         *     排序 / sort: refusedOn, village
         */
        get: operations["assistance_refusalsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistance/refusals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 被拒绝的体外帮扶 / help outside the register that was refused (1)
         * @description 角色 / roles: township, county, assessor, auditor
         */
        get: operations["assistance_refusalsOne"];
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
    assistance_household_makePlan: {
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
                    planId: string;
                    /** @description letters, digits, . _ : - */
                    helperId: string;
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
    assistance_household_replaceHelper: {
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
                    helperId: string;
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
    assistance_household_planMeasure: {
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
                    measureId: string;
                    /** @description letters, digits, . _ : - */
                    riskId: string;
                    /** @enum {string} */
                    code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                    /**
                     * Format: date
                     * @description to be delivered by; the limit of the policy unless told
                     */
                    dueOn?: string;
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
    assistance_household_deliverMeasure: {
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
                    measureId: string;
                    /** @description letters, digits, . _ : - */
                    deliveryId: string;
                    /** @description person id of a member */
                    recipientId: string;
                    /** Format: date */
                    deliveredOn: string;
                    /**
                     * @description integer fen; money or quantity is needed
                     * @default null
                     */
                    amountFen?: number | null;
                    /** @default null */
                    quantity?: number | null;
                    /** @default null */
                    unit?: string | null;
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
    assistance_household_endMeasure: {
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
                    measureId: string;
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
    assistance_household_grantHelp: {
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
                    code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                    /** @description letters, digits, . _ : - */
                    deliveryId: string;
                    /** @description person id of a member */
                    recipientId: string;
                    /** Format: date */
                    deliveredOn: string;
                    /**
                     * @description integer fen; money or quantity is needed
                     * @default null
                     */
                    amountFen?: number | null;
                    /** @default null */
                    quantity?: number | null;
                    /** @default null */
                    unit?: string | null;
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
    assistance_household_moveMeasures: {
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
    assistance_household_recordPlanOverdue: {
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
    assistance_household_recordMeasureOverdue: {
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
                    /** @description letters, digits, . _ : - */
                    riskId: string;
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
    assistance_household_recordDevelopmentOverdue: {
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
    assistance_household_recordGreenChannelOverdue: {
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
    assistance_plansList: {
        parameters: {
            query?: {
                /** @description state */
                state?: "DUE" | "OVERDUE" | "ACTIVE" | "CLEARED";
                /** @description helper */
                helper?: string;
                /** @description 有风险逾期无帮扶 / a risk is without help beyond the limit */
                riskOverdue?: "true" | "false";
                /** @description developmentOverdue */
                developmentOverdue?: "true" | "false";
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
                            /** @enum {string} */
                            state: "NONE" | "DUE" | "OVERDUE" | "ACTIVE" | "CLEARED";
                            enrolmentId: string | null;
                            enrolledOn: string | null;
                            planId: string | null;
                            helperId: string | null;
                            plannedOn: string | null;
                            withLabour: boolean | null;
                            openRiskIds: string[];
                            measureIds: string[];
                            deliveries: number;
                            planOverdue: boolean;
                            overdueRiskIds: string[];
                            overdueRisks: number;
                            developmentOverdue: boolean;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    assistance_plansOne: {
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
                        /** @enum {string} */
                        state: "NONE" | "DUE" | "OVERDUE" | "ACTIVE" | "CLEARED";
                        enrolmentId: string | null;
                        enrolledOn: string | null;
                        planId: string | null;
                        helperId: string | null;
                        plannedOn: string | null;
                        withLabour: boolean | null;
                        openRiskIds: string[];
                        measureIds: string[];
                        deliveries: number;
                        planOverdue: boolean;
                        overdueRiskIds: string[];
                        overdueRisks: number;
                        developmentOverdue: boolean;
                    };
                };
            };
        };
    };
    assistance_measuresList: {
        parameters: {
            query?: {
                /** @description state */
                state?: "PLANNED" | "DELIVERED" | "ENDED" | "GIVEN";
                /** @description code */
                code?: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                /** @description household */
                household?: string;
                /** @description 在该日仍未落实且已过期限 / not delivered and past its due date on that day */
                overdueOn?: string;
                /** @description 期限不晚于该日 / due by that day */
                dueBy?: string;
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
                            measureId: string | null;
                            planId: string | null;
                            riskId: string | null;
                            /** @enum {string} */
                            code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                            /** @enum {string} */
                            state: "PLANNED" | "DELIVERED" | "ENDED" | "GIVEN";
                            plannedOn: string | null;
                            dueOn: string | null;
                            deliveries: number;
                            lastDeliveredOn: string | null;
                            amountFen: number;
                            endedReason: string | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    assistance_measuresOne: {
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
                        measureId: string | null;
                        planId: string | null;
                        riskId: string | null;
                        /** @enum {string} */
                        code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                        /** @enum {string} */
                        state: "PLANNED" | "DELIVERED" | "ENDED" | "GIVEN";
                        plannedOn: string | null;
                        dueOn: string | null;
                        deliveries: number;
                        lastDeliveredOn: string | null;
                        amountFen: number;
                        endedReason: string | null;
                    };
                };
            };
        };
    };
    assistance_refusalsList: {
        parameters: {
            query?: {
                /** @description reason */
                reason?: "NOT_ENROLLED" | "CLEARED" | "GREEN_CHANNEL";
                /** @description code */
                code?: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
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
                            village: string;
                            requestId: string;
                            /** @enum {string} */
                            code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                            /** @enum {string} */
                            reason: "NOT_ENROLLED" | "CLEARED" | "GREEN_CHANNEL";
                            refusedOn: string;
                            actor: string;
                            role: string;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    assistance_refusalsOne: {
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
                        requestId: string;
                        /** @enum {string} */
                        code: "M10" | "M11" | "M20" | "M21" | "M22" | "M23" | "M24" | "M30" | "M31" | "M40" | "M41" | "M42" | "M43" | "M44" | "M45" | "M46" | "M50" | "M51" | "M52" | "M60" | "M61" | "M62" | "M70" | "M71" | "M72" | "M75" | "M80" | "M81" | "M82" | "M83" | "M84" | "M90" | "M91" | "M92" | "M95" | "M96";
                        /** @enum {string} */
                        reason: "NOT_ENROLLED" | "CLEARED" | "GREEN_CHANNEL";
                        refusedOn: string;
                        actor: string;
                        role: string;
                    };
                };
            };
        };
    };
}
