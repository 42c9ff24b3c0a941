import { describe, expect, it } from '@jest/globals';
import { camel, checkedCommand, checkedFact, checkedKebab, factOf, kebab, partsOf, pascal, Refusal, words } from './names.js';

describe('names', () => {
  it('go from one form to the other', () => {
    expect([kebab('RecordHomeVisit'), pascal('home-visits'), camel('home-visits'), camel('RecordVisit'), words('RecordHomeVisit')])
      .toStrictEqual(['record-home-visit', 'HomeVisits', 'homeVisits', 'recordVisit', 'record home visit']);
  });

  it.each(['projects', 'village-visits', 'a1-b2'])('of a context can be %s', (name) => expect(checkedKebab('context', name, 'x')).toBe(name));
  it.each(['', 'Projects', 'village_visits', '-visits', 'visits-', 'village--visits', '1st', '../etc', 'a/b', 'delete', 'import', 'interface', 'x'.repeat(41)])('of a context cannot be %j', (name) =>
    expect(() => checkedKebab('context', name, 'x')).toThrow(Refusal));

  it.each(['RecordVisit', 'MakeHomeCall'])('of a command can be %s', (name) => expect(checkedCommand(name)).toBe(name));
  it.each(['', 'Record', 'recordVisit', 'Record-Visit', 'RecordVISIT', 'Record Visit', "Record'Visit"])('of a command cannot be %j', (name) => expect(() => checkedCommand(name)).toThrow(Refusal));
  it.each(['Visit', 'VisitRecorded.v1', 'visits.VisitRecorded', 'visitRecorded'])('of an event cannot be %j', (name) => expect(() => checkedFact(name)).toThrow(Refusal));

  it.each([
    ['RecordVisit', 'VisitRecorded'], ['CloseHomeVisit', 'HomeVisitClosed'], ['CarryLoan', 'LoanCarried'], ['PlanMeasure', 'MeasurePlanned'], ['MakePlan', 'PlanMade'], ['EnrolHousehold', 'HouseholdEnrolled'],
    ['LoseEmployment', 'EmploymentLost'], ['OpenSite', 'SiteOpened'], ['SurveyHouse', 'HouseSurveyed'], ['IssueCertificate', 'CertificateIssued'], ['ReviewCase', 'CaseReviewed'],
  ])('of the event of %s is %s', (command, fact) => expect(factOf(command)).toBe(fact));

  it('of the parts of an event follow from it', () =>
    expect(partsOf('HomeVisitPaid')).toStrictEqual({
      noun: 'homeVisit', nounInWords: 'home visit', participle: 'paid', idField: 'homeVisitId', onField: 'paidOn', stateField: 'homeVisitPaid', otherwise: 'HOME_VISIT.PAID', inFuture: 'HOME_VISIT.PAID_IN_FUTURE',
    }));
});
