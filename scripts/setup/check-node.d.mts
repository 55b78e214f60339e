/** @file Types of check-node.mjs. */
export function isNodeRecentEnough(version: string): boolean;
export function checkNode(): void;
