import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Officer } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const isSuspended = (officer: Pick<Officer, 'certificates'>): boolean =>
  officer.certificates.some((certificate) => certificate.suspended);

/** R19, R62: supervisors keep certificates and relations; only risk suspends or lifts a suspension. The last word on a version wins only once. */
export const putOfficer =
  (ports: Ports): ActFor<typeof officerOperations.putOfficer> =>
  async ({ params, body, principal, ifMatch }) => {
    const before = await ports.officers.officer(params.officerId);
    const version = before?.version ?? 0;
    if (ifMatch !== undefined && ifMatch !== version)
      throw new Refusal('StaleVersion', `the record is at version ${version}`);
    const wasSuspended = before !== undefined && isSuspended(before);
    if (principal.role !== 'risk' && isSuspended(body) !== wasSuspended) {
      throw new Refusal('SuspensionNeedsRisk', 'certificates are suspended and restored by risk', { rules: ['R62'] });
    }
    if (principal.branch !== undefined && body.branch !== principal.branch)
      throw new Refusal('NotFound', 'this branch is not yours');
    const officer: Officer = { officerId: params.officerId, ...body, version: version + 1 };
    if (!(await ports.officers.putOfficer(officer, version)))
      throw new Refusal('ConcurrentChange', 'somebody else changed the record');
    return { body: officer, etag: officer.version };
  };
