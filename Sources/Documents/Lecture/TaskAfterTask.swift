extension ShippedLectures {
  /// Several tasks in a row. `TaskAfterTaskClaims` checks what is said in it.
  static let taskAfterTask = """
    lecture: One task after another
    about: What becomes of the first task when the third is trained, what replay and order do, and one component. 32 minutes.
    scenes:
      - title: Nobody stops at one
        minutes: 3
        scenario: three-tasks
        panes: [density]
        look: {at: density, text: "maths, code, poetry"}
        notes: |
          Post-training is a row of tasks. Each of them is new only once.

          This model knows **maths** and has 0.9 of its mass there. **Code** lies 4 deviations away,
          **poetry** as far again. Their hills are small, 0.05 each, and stand 1 short of their places.

          Code is trained until `t = 20`, then poetry until `t = 40`. In curves a dotted rule
          stands between.

      - title: New today, old tomorrow
        minutes: 4
        scenario: three-tasks
        play: true
        panes: tasks
        cursor: lanes.1.replay
        notes: |
          ● is **forward KL**, fine-tuning on the present task alone. A row stands for the end of a stage, a
          column for a task. At `t = 20` it has 100 % of code, and 13 % of maths. Then code is old itself: at
          `t = 40` it has 28 % of code and 7 % of maths.
        question:
          ask: Which has lost more since `t = 20`, maths or code?
          answer: |
            Code: 72 points, maths 6. Without replay every seen logit falls by half its weight: who has
            most loses most.

      - title: A target that remembers
        minutes: 4
        scenario: three-tasks
        at: 40
        panes: {mass: 1, density: 1}
        cursor: lanes.2.replay
        curve: weight
        look: {at: mass, text: "the weights of ○"}
        notes: |
          ○ is **reverse KL**. Its target is all that was seen and the present task, each with its share. It
          asks the target about samples of its own.

          At `t = 40` it has 100 % of maths and 100 % of code. It pays with time: of poetry it has 38 %, where
          ● has 100 %. It takes weight from maths only down to its share: 0.50, on the way to 0.4.

      - title: A share for all that was
        minutes: 4
        scenario: three-tasks
        at: 40
        panes: tasks
        notes: |
          ■ is forward KL with **replay**, λ = 0.3, which all seen tasks share. It has 45 % of maths and 59 % of
          code. Read a column downwards to see what became of a task. □ learns from a teacher that is shown
          all: 100 %, 89 % and 59 % of the three.

      - title: Four numbers with names
        minutes: 3
        scenario: three-tasks
        at: 40
        panes: tasks
        notes: |
          *Average*, what is left of all: ● 0.45, ○ 0.79, ■ 0.68, □ 0.83. *Forgetting*, the fall from the best:
          ● 0.83, ■ 0.48, ○ and □ 0.00. *Backward transfer*, what later stages did to a task: ● −0.83, ○ +0.11,
          as it went on learning code. *Forward transfer*, to one still to come: ● −0.03.

      - title: Five, and how far back
        minutes: 4
        scenario: five-tasks
        play: true
        panes: [mass]
        curve: weight
        notes: |
          Five tasks, 8 deviations apart. At `t = 240` ● has 0.029 of its weight on the four seen ones. ○, with
          λ = 0.1, and ■, with λ = 0.3, give them λ together: 0.10 and 0.30.
        question:
          ask: □ is reverse KL, and all of the first task is there. What has it learned since?
          answer: |
            Nothing: it has 0.04 % of the last task, 1.0 % of code, 0.4 % of poetry, less than at the start. So far
            away its samples find none of them. Distance protects what is kept and hides what is new.
          hides: [verdicts]

      - title: Does the order matter?
        minutes: 4
        scenario: near-last
        play: true
        panes: {mass: 1, density: 1}
        notes: |
          The same three tasks, but one is near maths and one far. Far comes first here, near last. At `t = 40`
          ● has kept 39 % of the two before, ○ with replay 59 %, ■, reverse KL, 96 %.
        question:
          ask: And the other way round, the far one last?
          answer: |
            ● 20 %, ○ 59 %, ■ 89 %. And ■ has 4 % of the far task, where it had 86 % when it came first: what
            is learned late must be found from where one is.

      - title: The classic picture
        minutes: 4
        scenario: uni-modal
        play: true
        panes: [density]
        notes: |
          Forward KL *covers*, reverse KL *seeks*: so forward KL should forget less. With one hill it does;
          `t` counts steps. ● spreads: at step 443 it has gained 0.90 and dropped 0.64. ○, reverse KL to
          the new task, jumps: at step 214 it has gained 0.90 and dropped 0.90.
        question:
          ask: And with a hill for each task?
          answer: |
            It turns round: in scene 3 reverse KL kept 100 % of maths, forward KL 7 %.

      - title: What to take home
        minutes: 2
        scenario: three-tasks
        at: 40
        panes: tasks
        notes: |
          1. Without replay what is new today is old tomorrow, and the largest loses most.
          2. Replay's share is divided among all that was; a goal that holds all tasks asks for no share, and
             for time.
          3. Order and distance decide what can still be found.
    """
}
