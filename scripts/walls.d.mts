export interface ForbiddenImport {
  regex: string;
  reason: string;
}
export const FORBIDDEN_IMPORTS: Readonly<Record<string, readonly ForbiddenImport[]>>;
