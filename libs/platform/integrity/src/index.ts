export { MAX_PROBLEMS, verifyLog, type IntegrityProblem, type Verification, type VerifyOptions } from './verify-log.js';
