// Made by `npm run docs`. Do not edit.
export interface paths {
    "/v1/assessment/results/{id}/publish-result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发布考核结果 / publish a result
         * @description 角色 / roles: assessor
         */
        post: operations["assessment_assessment_publishResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessment/results/{id}/revise-result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 更正考核结果 / revise a published result
         * @description 角色 / roles: assessor
         */
        post: operations["assessment_assessment_reviseResult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessment/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 已发布的考核结果及更正 / published results and their revisions
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     排序 / sort: year, area, publishedAt, revisedAt
         */
        get: operations["assessment_resultsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessment/results/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 已发布的考核结果及更正 / published results and their revisions (1)
         * @description 角色 / roles: village, township, county, assessor, auditor
         */
        get: operations["assessment_resultsOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessment/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 考核得分:本级及以下各单位 / scores of an area and every division below it
         * @description 角色 / roles: village, township, county, assessor, auditor
         *
         *     年度未结束的,按日志最后一日的情况计算,未到期限的事项不计,采用今天施行的办法;以后的事实可能改变得分。
         *
         *     A year that is not over is scored as it stands on the last day of the log: what is not yet late is not judged, and the policy is today's. Later facts can change the scores.
         */
        get: operations["Scores_scores"];
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
    assessment_assessment_publishResult: {
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
                    year: number;
                    area: string;
                    /** @description policy version; the one in force at the end of the year unless told */
                    policy?: string;
                    /** @description log position the scores are computed at; the newest unless told */
                    position?: number;
                    /** @description refused when the scores are others than these */
                    digest?: string;
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
    assessment_assessment_reviseResult: {
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
                    /** @description policy version; that of the result unless told */
                    policy?: string;
                    /** @description log position the scores are computed at; the newest unless told */
                    position?: number;
                    /** @description refused when the scores are others than these */
                    digest?: string;
                    reason: string;
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
    assessment_resultsList: {
        parameters: {
            query?: {
                /** @description 考核年度 / year */
                year?: number;
                /** @description 是否更正过 / revised or not */
                revised?: "true" | "false";
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
                            /** @description 结果编号:年度-区划代码 / result id: year-area */
                            id: string;
                            position: number;
                            year: number;
                            area: string;
                            policy: string;
                            /** @description 计算时的日志位置 / log position of the scores */
                            scoredAt: number;
                            digest: string;
                            publishedAt: string;
                            revisedAt: string | null;
                            previousDigest: string | null;
                            reason: string | null;
                            approverId: string | null;
                            revisions: number;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    assessment_resultsOne: {
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
                        /** @description 结果编号:年度-区划代码 / result id: year-area */
                        id: string;
                        position: number;
                        year: number;
                        area: string;
                        policy: string;
                        /** @description 计算时的日志位置 / log position of the scores */
                        scoredAt: number;
                        digest: string;
                        publishedAt: string;
                        revisedAt: string | null;
                        previousDigest: string | null;
                        reason: string | null;
                        approverId: string | null;
                        revisions: number;
                    };
                };
            };
        };
    };
    Scores_scores: {
        parameters: {
            query: {
                /** @description 考核年度;未结束的年度按目前情况计算 / year; one that is not over is scored as it stands */
                year: number;
                /** @description 区划代码(2、4、6、9 或 12 位) / division code, 2, 4, 6, 9 or 12 digits */
                area: string;
                /** @description 办法版本,默认为该年 12 月 31 日(年度未结束则为今天)施行的版本 / policy version; the one in force on 31 December of the year, or today while it is not over, unless told */
                policy?: string;
                /** @description 只计截至该日(北京时间当日结束)或该时刻已记录的事实 / only what was recorded by this instant, or by the end of this date in China */
                knownAt?: string;
                /** @description 日志位置,默认为最新 / log position the scores are computed at; the newest unless told */
                at?: string;
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
            /** @description 得分 / scores */
            200: {
                headers: {
                    /** @description 读模型位置 / position of the read model */
                    "Humai-Position"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description SHA-256, hex, of the canonical JSON (RFC 8785) of { policy, year, area, units }, area with 12 digits */
                        digest: string;
                        policy: string;
                        /** @description log position the scores are computed at: nothing after it counts */
                        position: number;
                        units: {
                            /** @description 12-digit division code */
                            area: string;
                            name: string;
                            /** @description of 100, two decimals, rounded half up from the exact sum; null when there was nothing to judge at all */
                            total: number | null;
                            grade: string | null;
                            indicators: {
                                /** @enum {string} */
                                code: "A1" | "A3" | "A4" | "D";
                                numerator: number;
                                denominator: number;
                                /** @description two decimals; null when there was nothing to judge and the weight went to the others */
                                points: number | null;
                            }[];
                        }[];
                    };
                };
            };
        };
    };
}
