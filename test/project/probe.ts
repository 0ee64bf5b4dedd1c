import { textOf } from '../../engine/project/origins.js';
import type { Rule } from '../../engine/rule.js';

/** A rule that tells all that the project answers about every call: what an edit might change shows in its findings. */
export const probe: Rule = {
  id: 'probe', summary: 'Tells everything.', family: 'protocol', languages: ['python', 'typescript'], level: 'error', fixes: [],
  since: '0', related: [], messages: { all: { text: '{all}', help: '' } }, examines: 'everything', reasons: {},
  *check(file, project) {
    for (const fn of file.functions) {
      const contexts = project.contexts(fn);
      const own = [
        project.blocking(fn)?.steps.map((s) => `${s.place.path} ${s.place.function} ${s.callee}`).join(' > '), project.mayFail(fn), project.doesIo(fn),
        project.writesShared(fn), contexts.onLoop?.map((p) => p.function).join(' > '), contexts.main, contexts.thread, contexts.perRequest, contexts.serves, contexts.reportsRejections, contexts.showsRejections, project.concurrency(fn),
        project.neverEnds(fn), project.callers(fn).calls.map((place) => `${place.path} ${place.function} ${place.call?.callee} ${place.call?.occurrence}`).join(' & '), project.callers(fn).unsure, project.mayOverride(fn),
        project.usesLoop(fn), project.writesVariables(fn), project.neverWaits(fn), project.settlesAtOnce(fn), project.paces(fn), project.isImported(file), project.environment(file),
      ];
      yield { message: 'all', data: { all: `${fn.qualifiedName}: ${own.join(', ')}` }, span: { start: fn.fact.start, end: fn.fact.start } };
      for (const step of fn.flow) {
        if (step.kind !== 'call') continue;
        const { targets, unknown } = project.callee(fn, step.index);
        const reached = targets.map((t) => (t.form === 'function' ? `${t.function.qualifiedName} ${project.guardsAwaits(t.function)}` : t.form === 'symbol' ? t.symbol : `class ${t.class}`));
        const blocking = project.blockingCall(fn, step.index);
        const all = [
          reached.join('|'), unknown, project.awaitable(fn, step.index).answer, textOf(project.origins(fn, step.index)),
          blocking?.how, blocking?.once, blocking?.steps.map((s) => s.callee).join(' > '),
        ];
        const related = blocking?.steps.map(({ place }) => ({ place, message: 'here' })) ?? [];
        yield { message: 'all', data: { all: all.join(', ') }, span: { start: step.start, end: step.end }, related };
      }
    }
  },
};

