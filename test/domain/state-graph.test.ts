import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CaseState } from '#functions/domain/model.ts';
import { stateDiagram, stateGraph } from '#functions/domain/state-graph.ts';

test('every state of a case stands in the graph, and every arrow leads to a state', () => {
  const states = CaseState.options.map((option) => option.shape.state.value).filter((state) => state !== 'NEW');
  expect(Object.keys(stateGraph).toSorted()).toEqual(states.toSorted());
  const targets = Object.values(stateGraph).flatMap((moves) => Object.values(moves).flat());
  for (const target of targets) expect(states).toContain(target);
});

test('every state can be reached from OPEN', () => {
  const reached = new Set<string>(['OPEN']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const [from, moves] of Object.entries(stateGraph)) {
      if (reached.has(from)) for (const target of Object.values(moves).flat()) reached.add(target);
    }
  }
  const unreachable = Object.keys(stateGraph).filter((state) => !reached.has(state));
  expect(unreachable).toEqual([]);
});

test('the picture in the README is drawn from the graph', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`mermaid\n${stateDiagram()}\`\`\``);
});
