export { checkEvidence, type EvidenceCheck, type FileEvidenceStore, type FileEvidenceStoreOptions, openFileEvidenceStore } from './file-evidence-store.js';
