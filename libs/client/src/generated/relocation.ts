// Made by `npm run docs`. Do not edit.
export interface paths {
    "/v1/relocation/sites/{id}/open-site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记安置点 / open a resettlement site
         * @description 角色 / roles: county
         */
        post: operations["relocation_site_openSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/sites/{id}/change-site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 变更安置点信息 / change the name or type of a site
         * @description 角色 / roles: county
         */
        post: operations["relocation_site_changeSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/households/{id}/relocate-household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记搬迁入住 / record that the household moved to a site
         * @description 角色 / roles: township, county, service
         */
        post: operations["relocation_household_relocateHousehold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/households/{id}/register-title": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记不动产 / register the title
         * @description 角色 / roles: township, county, department, service
         */
        post: operations["relocation_household_registerTitle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/households/{id}/issue-certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发放不动产权证 / issue the title certificate
         * @description 角色 / roles: county, department, service
         */
        post: operations["relocation_household_issueCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/households/{id}/record-employment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记就业 / record that a member found work
         * @description 角色 / roles: village, township, county, department, service
         */
        post: operations["relocation_household_recordEmployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/households/{id}/lose-employment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记失业 / record that a member lost work
         * @description 角色 / roles: village, township, county, department, service
         */
        post: operations["relocation_household_loseEmployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 安置点及其户数、办证数 / resettlement sites with their households and certificates
         * @description 角色 / roles: village, township, county, department, assessor, auditor
         *
         *     排序 / sort: area, households, openedOn
         */
        get: operations["relocation_sitesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 安置点及其户数、办证数 / resettlement sites with their households and certificates (1)
         * @description 角色 / roles: village, township, county, department, assessor, auditor
         */
        get: operations["relocation_sitesOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/relocated-households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 搬迁户:安置点、办证、就业 / relocated households: site, certificate, employment
         * @description 角色 / roles: village, township, county, department, assessor, auditor
         *
         *     排序 / sort: village, movedOn, employed, labour
         */
        get: operations["relocation_relocatedHouseholdsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/relocation/relocated-households/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 搬迁户:安置点、办证、就业 / relocated households: site, certificate, employment (1)
         * @description 角色 / roles: village, township, county, department, assessor, auditor
         */
        get: operations["relocation_relocatedHouseholdsOne"];
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
    relocation_site_openSite: {
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
                    /** @enum {string} */
                    type: "COUNTY_SEAT" | "TOWN" | "CENTRAL_VILLAGE" | "INDUSTRIAL_PARK" | "TOURISM";
                    /** Format: date */
                    openedOn: string;
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
    relocation_site_changeSite: {
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
                    /** @enum {string} */
                    type: "COUNTY_SEAT" | "TOWN" | "CENTRAL_VILLAGE" | "INDUSTRIAL_PARK" | "TOURISM";
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
    relocation_household_relocateHousehold: {
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
                    siteId: string;
                    /** Format: date */
                    movedOn: string;
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
    relocation_household_registerTitle: {
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
                    registeredOn: string;
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
    relocation_household_issueCertificate: {
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
                    issuedOn: string;
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
    relocation_household_recordEmployment: {
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
                    /** @description letters, digits, . _ : - */
                    employmentId: string;
                    /** @enum {string} */
                    channel: "COUNTY" | "PROVINCE" | "ELSEWHERE" | "WELFARE_POST" | "WORKSHOP" | "SELF" | "FARMING" | "FLEXIBLE";
                    /** Format: date */
                    startedOn: string;
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
    relocation_household_loseEmployment: {
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
                    employmentId: string;
                    /** Format: date */
                    lostOn: string;
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
    relocation_sitesList: {
        parameters: {
            query?: {
                /** @description type */
                type?: "COUNTY_SEAT" | "TOWN" | "CENTRAL_VILLAGE" | "INDUSTRIAL_PARK" | "TOURISM";
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
                            /** @description 安置点 ID / site id */
                            id: string;
                            position: number;
                            name: string;
                            area: string;
                            /** @enum {string} */
                            type: "COUNTY_SEAT" | "TOWN" | "CENTRAL_VILLAGE" | "INDUSTRIAL_PARK" | "TOURISM";
                            openedOn: string;
                            households: number;
                            titles: number;
                            certificates: number;
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    relocation_sitesOne: {
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
                        /** @description 安置点 ID / site id */
                        id: string;
                        position: number;
                        name: string;
                        area: string;
                        /** @enum {string} */
                        type: "COUNTY_SEAT" | "TOWN" | "CENTRAL_VILLAGE" | "INDUSTRIAL_PARK" | "TOURISM";
                        openedOn: string;
                        households: number;
                        titles: number;
                        certificates: number;
                    };
                };
            };
        };
    };
    relocation_relocatedHouseholdsList: {
        parameters: {
            query?: {
                /** @description site */
                site?: string;
                /** @description certificate */
                certificate?: "NONE" | "REGISTERED" | "CERTIFIED";
                /** @description 有劳动力而无人就业 / with labour, nobody at work */
                zeroEmployment?: "true" | "false";
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
                            siteId: string;
                            siteArea: string;
                            movedOn: string;
                            /** @enum {string} */
                            certificate: "NONE" | "REGISTERED" | "CERTIFIED";
                            labour: number;
                            employed: number;
                            zeroEmployment: boolean;
                            jobs: {
                                employmentId: string;
                                personId: string;
                                /** @enum {string} */
                                channel: "COUNTY" | "PROVINCE" | "ELSEWHERE" | "WELFARE_POST" | "WORKSHOP" | "SELF" | "FARMING" | "FLEXIBLE";
                            }[];
                        }[];
                        cursor: string | null;
                    };
                };
            };
        };
    };
    relocation_relocatedHouseholdsOne: {
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
                        siteId: string;
                        siteArea: string;
                        movedOn: string;
                        /** @enum {string} */
                        certificate: "NONE" | "REGISTERED" | "CERTIFIED";
                        labour: number;
                        employed: number;
                        zeroEmployment: boolean;
                        jobs: {
                            employmentId: string;
                            personId: string;
                            /** @enum {string} */
                            channel: "COUNTY" | "PROVINCE" | "ELSEWHERE" | "WELFARE_POST" | "WORKSHOP" | "SELF" | "FARMING" | "FLEXIBLE";
                        }[];
                    };
                };
            };
        };
    };
}
