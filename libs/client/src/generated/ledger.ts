// Made by `npm run docs`. Do not edit.
export interface paths {
    "/v1/ledger/households/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一户的历史:截至某时已知、某日有效 / history of a household, as known at and as true on
         * @description 角色 / roles: village, township, county, assessor, auditor, ops
         *
         *     权限须包含该户所在村 / the right must cover the village of the household
         */
        get: operations["LedgerHistory_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事件日志,每行一个事件 / the log, one event per line
         * @description 角色 / roles: auditor, ops, service
         *
         *     须有全域权限 / the right must cover the whole country
         */
        get: operations["LedgerEvents_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 校验整个日志:哈希链、位置、结构、归属 / verify the whole log: hash chain, positions, schemas, ownership
         * @description 角色 / roles: auditor, ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        post: operations["LedgerVerification_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 运行状况 / how far everything has come
         * @description 角色 / roles: ops, auditor
         *
         *     须有全域权限 / the right must cover the whole country
         */
        get: operations["LedgerOperations_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/read-models/{name}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 重建读模型(all 为全部),比较后切换 / rebuild a read model, or all of them, beside the live one, compare, switch
         * @description 角色 / roles: ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        post: operations["LedgerOperations_rebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/read-models/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 让已停止的读模型(all 为全部)从停止处继续 / have a read model that has stopped, or all of them, go on from where it stands
         * @description 角色 / roles: ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        post: operations["LedgerOperations_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/read-models/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 删除已不存在的读模型留下的数据 / drop what read models that are no more have left
         * @description 角色 / roles: ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        post: operations["LedgerOperations_prune"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 消费者无法处理的消息 / messages that a consumer could not handle
         * @description 角色 / roles: ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        get: operations["LedgerParked_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/parked/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 按顺序重试该流停放的消息 / handle the parked messages of that message's stream again, in order
         * @description 角色 / roles: ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        post: operations["LedgerParked_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/parked/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 丢弃一条停放的消息 / take a parked message out for good
         * @description 角色 / roles: ops
         *
         *     须有全域权限 / the right must cover the whole country
         */
        post: operations["LedgerParked_discard"];
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    LedgerHistory_history: {
        parameters: {
            query?: {
                /** @description 截至此刻已记录的:ISO 8601 时刻,或日期(当日终了,中国时间) / as known at: an ISO 8601 instant, or a date for its end in China */
                knownAt?: string;
                /** @description 截至此业务日期的:YYYY-MM-DD / as true on a business date */
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
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 户 ID / household id */
                        household: string;
                        /** @description 由该户自身事件得出的各业务状态 / what the household's own events among those listed lead to, per context */
                        state: {
                            [key: string]: unknown;
                        };
                        /** @description 按日志位置排列,含分户来源户和并入户在此之前的事件 / by place in the log, with those of the households it split off from or that came into it, up to then */
                        events: {
                            /** @description 日志位置 / log position */
                            position: number;
                            /** @description 在该户事件流中的序号 / place in the stream of the household */
                            revision: number;
                            /** @description 事件类型 / event type */
                            type: string;
                            /** @description 时刻,UTC / instant, UTC */
                            recordedAt: string;
                            /** @description 业务日期 / business date */
                            effectiveOn: string;
                            /** @description 经办人(化名) / pseudonymous id of who did it */
                            actor: string;
                            /** @description 所依据的政策版本 / policy version that decided */
                            policy: string | null;
                            /** @description 事件内容,与存储一致 / content as it is stored */
                            data: unknown;
                        }[];
                    };
                };
            };
        };
    };
    LedgerEvents_events: {
        parameters: {
            query?: {
                /** @description 从此位置之后开始 / begin after this position */
                after?: string;
                /** @description 最后位置 / last position */
                upTo?: string;
                /** @description 事件类型,逗号分隔,与存储名称一致 / event types as they are stored, separated by commas */
                types?: string;
                /** @description 最多返回条数 / at most so many events */
                limit?: string;
                /** @description 到达末尾后继续等待新事件 / go on with new events at the end of the log */
                follow?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每行一个 JSON 值 / one JSON value per line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": {
                        /** @description 日志位置 / log position */
                        position: number;
                        stream: string;
                        revision: number;
                        /** @description 事件类型 / event type */
                        type: string;
                        id: string;
                        /** @description 时刻,UTC / instant, UTC */
                        recordedAt: string;
                        metadata: {
                            /** @description pseudonymous id of the user or service */
                            actor: string;
                            /** @description the role under which the command was allowed */
                            role: string;
                            /** @description division code of the right that was used */
                            area: string;
                            /** @description policy version in force at the business date */
                            policy: string | null;
                            /** @description business date */
                            effectiveOn: string;
                            /** @description name of the command */
                            command: string;
                            /** @description idempotency key: a repeat of it writes nothing */
                            commandId: string;
                            correlationId: string;
                            /** @description id of the event or request that led to this one */
                            causationId: string;
                            /** @description W3C trace context */
                            traceparent?: string;
                            /**
                             * @description the recorded time is of a simulated clock
                             * @constant
                             */
                            simulated?: true;
                        };
                        data: unknown;
                        /** @description SHA-256,与该流前一事件相连 / SHA-256, chained to the event before it in its stream */
                        hash: string;
                    };
                };
            };
        };
    };
    LedgerVerification_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        events: number;
                        streams: number;
                        /** @description 所有事件流末端的 SHA-256,可另存备查 / SHA-256 over the ends of all streams, to be kept elsewhere */
                        root: string;
                        problems: {
                            /** @description 无法判明时为 '' / '' where it cannot be told */
                            stream: string;
                            /** @description 无法判明时为 -1 / -1 where it cannot be told */
                            revision: number;
                            problem: string;
                        }[];
                        /** @description 没有结构定义的事件类型,不算问题 / types without a schema; no problem in themselves */
                        unknownTypes: {
                            /** @description 事件类型 / event type */
                            type: string;
                            count: number;
                            /** @description 日志位置 / log position */
                            firstPosition: number;
                        }[];
                    };
                };
            };
        };
    };
    LedgerOperations_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 日志末尾位置 / where the log ends */
                        position: number;
                        /** @description 历史由模拟生成 / its past was made up */
                        simulated: boolean;
                        readModels: {
                            name: string;
                            /** @description 日志位置 / log position */
                            position: number;
                            /** @description stopped 表示停在某条事件上,等待处理 / stopped: it stands at an event and waits for somebody */
                            state: string;
                            error: {
                                code: string;
                                message: string;
                                attempts: number;
                                /** @description 日志位置 / log position */
                                position: number;
                                event?: {
                                    /** @description 日志位置 / log position */
                                    position: number;
                                    /** @description 事件类型 / event type */
                                    type: string;
                                    id: string;
                                };
                            } | null;
                        }[];
                        /** @description 已不存在的读模型留下的数据 / what read models that are no more have left */
                        unused?: {
                            name: string;
                            rows: number;
                        }[];
                        consumers: {
                            group: string;
                            /** @description 日志位置 / log position */
                            position: number;
                        }[];
                        processes: {
                            name: string;
                            /** @description 上次检查期限的日期 / date of the last look at the due dates */
                            lastTick: string | null;
                            failed: {
                                id: string;
                                dueOn: string;
                                code: string;
                                attempts: number;
                            }[];
                            error: string | null;
                        }[];
                        /** @description 停放中的消息数 / messages that wait */
                        parked: number;
                        unknownTypes: {
                            /** @description 事件类型 / event type */
                            type: string;
                            count: number;
                            /** @description 日志位置 / log position */
                            firstPosition: number;
                        }[];
                        /** @description 无法访问的服务 / services that could not be asked */
                        unreachable?: {
                            name: string;
                            problem: string;
                        }[];
                    };
                };
            };
        };
    };
    LedgerOperations_rebuild: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 读模型名称(可不带版本),或 all / name of the read model, with or without version, or all */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 每行一个 JSON 值 / one JSON value per line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": {
                        progress: {
                            name: string;
                            /** @description 日志位置 / log position */
                            position: number;
                            /** @description 日志位置 / log position */
                            of: number;
                        };
                    } | {
                        result: {
                            readModels: {
                                name: string;
                                /** @description 读取的事件数 / events that it was made from */
                                events: number;
                                rows: number;
                                /** @description 与原读模型不同的行数 / rows that were not as in the one that served before */
                                differences: number;
                                seconds: number;
                            }[];
                        };
                    } | {
                        problem: {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            field?: string;
                            instance?: string;
                        };
                    };
                };
            };
        };
    };
    LedgerOperations_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 读模型名称(可不带版本),或 all / name of the read model, with or without version, or all */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 此前已停止者现在的状况 / how those that had stopped are now */
                        readModels: {
                            name: string;
                            /** @description 日志位置 / log position */
                            position: number;
                            /** @description stopped 表示停在某条事件上,等待处理 / stopped: it stands at an event and waits for somebody */
                            state: string;
                            error: {
                                code: string;
                                message: string;
                                attempts: number;
                                /** @description 日志位置 / log position */
                                position: number;
                                event?: {
                                    /** @description 日志位置 / log position */
                                    position: number;
                                    /** @description 事件类型 / event type */
                                    type: string;
                                    id: string;
                                };
                            } | null;
                        }[];
                    };
                };
            };
        };
    };
    LedgerOperations_prune: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 「运行状况」所列的 unused 名称 / names as the status lists them under unused */
                    collections: string[];
                };
            };
        };
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dropped: {
                            name: string;
                            rows: number;
                        }[];
                    };
                };
            };
        };
    };
    LedgerParked_list: {
        parameters: {
            query?: {
                /** @description 停放中或已丢弃 / waiting, or taken out for good */
                state?: "parked" | "discarded";
                /** @description 最多返回条数,至多 1000 / at most so many messages, 1,000 at the most */
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @description 消费者 / the consumer */
                            group: string;
                            stream: string;
                            /** @description 日志位置 / log position */
                            order: number;
                            /** @description 事件类型 / event type */
                            type: string;
                            eventId: string;
                            /** @enum {string} */
                            state: "parked" | "discarded";
                            /** @description 原因代码;PARKED.BEHIND 表示排在前一条之后 / why; PARKED.BEHIND waits behind an earlier one */
                            code: string;
                            problem: string;
                            attempts: number;
                            /** @description 时刻,UTC / instant, UTC */
                            parkedAt: string;
                            discarded?: {
                                /** @description 时刻,UTC / instant, UTC */
                                at: string;
                                by: string;
                                reason: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    LedgerParked_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 消息编号,须作 URL 编码 / id of the message, URL-encoded */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 该流现已处理的消息 / messages of the stream that are done now */
                        handled: number;
                        /** @description 该流仍停放的消息 / messages of the stream that still wait */
                        left: number;
                    };
                };
            };
        };
    };
    LedgerParked_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 消息编号,须作 URL 编码 / id of the message, URL-encoded */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 丢弃原因,留存备查 / why, kept for the record */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description 结果 / result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description 该流现已处理的消息 / messages of the stream that are done now */
                        handled: number;
                        /** @description 该流仍停放的消息 / messages of the stream that still wait */
                        left: number;
                    };
                };
            };
        };
    };
}
