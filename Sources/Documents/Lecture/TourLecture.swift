extension ShippedLectures {
  /// The first minutes, for one person alone: `T` opens it in the explorer. `TourClaims` checks what is said.
  static let tour = """
    lecture: The tour
    about: Which of two learners forgets, why, and what can be done about it. 5 minutes.
    scenes:
      - title: Two tasks, two learners
        minutes: 1
        scenario: forward-and-reverse
        set: {clock.until: 14}
        panes: [density, mass]
        look: {at: density, text: "old task left, new task right"}
        notes: |
          A model knows the **old task**, the left hill, with β = 0.8 of its mass, and is taught a **new** one.
          ● **Forward KL** is fine-tuning: samples of the new task alone. ○ **Reverse KL** is on-policy,
          idealised: its own samples, and a reward that knows both tasks.

          `n` goes on, `T` ends the tour, all other keys are the explorer's.
        question:
          ask: Which of the two keeps the old task?
          answer: "○. Watch MASS, and the first two lines: ● loses it."
          guess: lane
          hides: [goals]
          play: true

      - title: Why mass goes
        minutes: 1
        panes: [mass, why]
        look: {at: why, text: "the reason"}
        notes: |
          At `t = 14` ● keeps 23 % of the old task, ○ 100 %. **Why?** No sample of ● is old. Each one says *more
          new*, and weights add up to one: what the new task gains the old one pays. Nothing stops it.

          ○ asks the target about every sample of its own. The target wants half of them old, α = 0.5.
        question:
          ask: What would have to change for ●?
          answer: Something old must be in its data or in its goal. Two scenes on we try that.

      - title: Why places drift
        minutes: 1
        scenario: forward-and-reverse
        set: {clock.speed: 1.2, clock.until: 30}
        panes: [place, why]
        notes: |
          A hill can wander, too. Where the tasks overlap some new samples are taken for old ones, and pull
          at the wrong hill. Nothing pulls that of ● back. ○ has samples of its own there, and the target
          says that they are not in their place.
        question:
          ask: How many σ is the old hill of ● from its place at `t = 30`?
          answer: "1.05 σ, and it goes on. ○: 0.001 σ."
          guess: {of: drift, lane: 1}
          hides: [why]
          play: true

      - title: A fifth of old data
        minutes: 1
        scenario: forward-and-reverse
        set: {lanes.1.replay: 0.2, clock.speed: 1.2, clock.until: 30}
        panes: [mass, why]
        notes: |
          Now every fifth sample of ● is old, λ = 0.2. ○ is as it was.
        question:
          ask: Where does the β of ● go?
          answer: |
            To 0.2: it is 0.26 at `t = 12` and 0.20 at `t = 30`. It fits what it is shown, in the mixture in
            which it is shown it. And old samples pull the old hill back, to 0.02 σ at `t = 30`.
          guess: {of: β, lane: 1}
          hides: [goals, why]
          play: true

      - title: Your turn
        minutes: 1
        scenario: forward-and-reverse
        panes: [parameters, mass]
        notes: |
          **What neither the data nor the goal contain is forgotten.** Try it while it runs: Space.

          - ↑ ↓ choose, ← → change, `[` `]` move the tasks apart; `m` changes a lane's method
          - `<` looks back; `i` computes the whole run again at every change
          - `F1` explains what is under the cursor, `p` has presets, `?` the keys

          `T` goes back to your run. The whole story: `forgetscope lecture why-fine-tuning-forgets`.
    """
}
