/** A small lesson for the lab dual-redundancy, as text. Each test changes a piece of it. */
export const lessonText = `---
format: switchover-lesson/1
id: small
title: A small lesson
summary: Break something, and see.
lab: dual-redundancy
level: beginner
minutes: 5
objectives: [See something]
tasks:
  - id: first
    title: Crash instance 0
    kind: do
    checks:
      - measured: { fault: instance-crash, target: vnet1gw-0, direction: return, outageSeconds: { atMost: 5 }, decidedBy: dpd }
      - redundancy: full
        for: 3
    solution: { text: Crash it, do: [{ trial: { fault: instance-crash, target: vnet1gw-0 } }] }
  - id: second
    title: How many tunnels?
    kind: find
    needs: [first]
    checks:
      - answer:
          question: How many tunnels are there?
          choices:
            - { text: Two, because: There are more. }
            - { text: Four, correct: true, because: Two times two. }
      - answer: { question: And instances?, number: { unit: instances, equals: 2, tolerance: 0 } }
    hints: [Count, { text: Count again, afterSeconds: 60 }]
    solution:
      text: Four
      do: [{ exec: { at: device1, command: ip route } }, { answer: Four }, { answer: 2 }]
---
Crash [[vnet1gw-0]].

::: task first
Do it.
:::

::: task second
\`\`\`sh {at=device1 run}
ip route
\`\`\`
:::
`;
