extension ShippedLectures {
  /// The whole story. `WhyFineTuningForgetsClaims` checks what is said in it.
  static let whyFineTuningForgets = """
    lecture: Why fine-tuning forgets
    about: What training on a new task does to the old one, what keeps it, and what replay can do. 45 minutes.
    scenes:
      - title: What is lost?
        minutes: 3
        scenario: forward-and-reverse
        panes: [density]
        look: {at: density, text: "old task left, new task right"}
        notes: |
          A model that can do one thing is taught another. Then it does the new thing, and is worse at
          the old one. What exactly is lost, and who loses it?

          This is the smallest model that can forget. It knows an **old task**, the left hill, and is to
          learn a **new** one, the right hill, δ = 4 deviations away. It begins with β = 0.8 of its mass
          on the old task, and its new hill stands 1.5 short of its place.

          A hill can shrink: **mass**. And it can wander: **place**.

      - title: Place your bets
        minutes: 4
        scenario: forward-and-reverse
        panes: [density, mass]
        look: {at: mass, text: "up or down?"}
        notes: |
          ● **Forward KL** is fine-tuning. Others choose the samples, all of the new task, and it makes
          them likely: KL(pₙ‖q).

          ○ **Reverse KL** is on-policy, and idealised: it draws samples of its own and goes where the target
          *p* likes them better, KL(q‖p). Its reward knows both tasks; in *p* each has half, α = 0.5.
        question:
          ask: One start, one clock. Where does β end, for ● and for ○?
          answer: |
            ● at **0**: nobody asks it for the old task. ○ at **0.5**, the target's share. The marks that are
            now at the right edge of MASS say so: they are the goals.
          hides: [goals]
          guess: {of: β, lane: 2}

      - title: New data alone drain the old mass
        minutes: 5
        scenario: forward-and-reverse
        set: {clock.speed: 0.3}
        panes: {density: 1, mass: 1}
        look: {at: mass, text: "● falls and does not stop"}
        next: {when: "lane 1: β < 0.1"}
        notes: |
          Watch ●. At `t = 2` it still keeps 96 % of the old task. At `t = 4` its new hill is in place,
          and 68 % are left. It has nothing more to learn, and goes on forgetting: 31 % at `t = 10`.

          ○ is slower. At `t = 4` its new hill is still 0.7 short of its place, at `t = 10` 0.1. But it
          pays nothing for it: 100 % of the old task, all the way.

          We go on when less than a tenth of the mass of ● is old.

      - title: The target changes its mind
        minutes: 4
        set: {target.oldMass: 0.3, clock.speed: 1, clock.until: 40}
        play: true
        panes: {density: 1, mass: 1}
        look: {at: mass, text: "○ turns, ● does not"}
        notes: |
          From now on the target wants only 30 % old: α = 0.3. Who notices?

          ○ turns at once, and at `t = 40` β is 0.30. It asks *p* about each of its samples, and *p* has
          changed. What is *kept* is counted against the new share, and jumps.

          ● falls on as if nothing had happened, to 0.039 at `t = 40`. It has never asked *p*. It knows the
          samples that it is given, and there is no old one among them.

          *Play:* any slider that the audience asks for; `Esc` comes back.

      - title: A clock that never stops
        minutes: 4
        scenario: one-over-t
        set: {clock.speed: 1.5, clock.until: 40}
        at: 10
        panes: [mass]
        look: {at: mass, text: "dotted: the law"}
        notes: |
          Why does ● never stop? The plainest case: tasks 8 deviations apart, hills in place, only β
          moves. Then 1/β − logit β is a clock. It gains one per unit of time, so β falls like 1/t: the
          dotted curve. *Play:* `e`, a logarithmic axis.
        question:
          ask: At `t = 10` β is 0.126. When is half of that left?
          answer: |
            At `t = 18.7`, and half of that again at `t = 35.3`. There is no half-life: the 1st halving
            takes 8.7, the next 16.6. Forgetting slows down, and it does not end.
          play: true

      - title: The other loss
        minutes: 4
        scenario: forward-and-reverse
        set: {clock.speed: 1.2, clock.until: 30}
        at: 3
        panes: {place: 1, density: 1}
        look: {at: place, text: "● wanders off"}
        notes: |
          Mass is half of the story. PLACE shows how far the old hill has wandered.

          ●: 0.29 σ at `t = 4`, 0.57 σ at `t = 10`, 1.05 σ at `t = 30`. It takes some new samples for old
          ones, they pull at the wrong hill, and nothing pulls back. *Play:* δ = 6, from the start; both
          wander less.
        question:
          ask: ○ wanders too, 0.035 σ at `t = 3`. And then?
          answer: |
            It comes back. At `t = 14` it is 0.006 σ on the other side, at `t = 30` 0.001 σ. Something holds
            it.
          play: true

      - title: The gate
        minutes: 4
        scenario:
          name: How far the old mean is moved
          target: {oldMass: 0.5, old: {mean: -2}, new: {mean: 2}}
          start: {oldWeight: 0.8}
          clock: {speed: 1, until: 30}
          lanes:
            - {method: forward-kl}
            - {method: reverse-kl}
        panes: drift
        notes: |
          Two things act on the old hill of ○, reverse KL. A **spring** pulls it to its place. A **gate**
          pushes it: old samples that are taken for new ones. The farther apart the tasks, the fewer there
          are.

          The curve is the largest drift for each δ, the dotted line e^(−δ²/8). At δ = 4 the drift of ○ is
          0.063 σ, at δ = 8 it is 0.00014 σ: twice the way, 460 times less. ●, forward KL, has no spring.
          *Play:* `[` and `]` move along the curve.

      - title: Where tasks overlap
        minutes: 3
        scenario: captured
        set: {clock.until: 20}
        play: true
        panes: {density: 1, mass: 1}
        look: {at: density, text: "where is the old hill of ●?"}
        notes: |
          Now the tasks are only 2 deviations apart, and β of ● looks well: 0.90 at the start, 0.85 at
          `t = 6`, 0.85 at `t = 20`. *Play:* from which δ on is ● not captured?
        question:
          ask: Has ● kept the old task?
          hides: [verdicts, goals]
          answer: |
            No. Its old hill has gone over to the new task: 1.9 σ at `t = 6`. The 44 % at `t = 20` are what the
            overlap gives for nothing: the new task alone covers 43 %. The word is CAPTURED, and β is no
            meter by itself. ○ loses no more than 8 % on its way.

      - title: A fifth of old data
        minutes: 4
        scenario: replay
        set: {clock.speed: 1.2, clock.until: 30}
        panes: {mass: 1, density: 1}
        look: {at: mass, text: "where to?"}
        notes: |
          The usual cure is **replay**: old samples among the new ones. ● has none, ○ is forward KL with
          λ = 0.2, every fifth sample old. ■ is reverse KL with the same replay. *Play:* which λ gives ○ what
          ■ has?
        question:
          ask: Where does ○ settle, and where ■?
          hides: [goals]
          answer: |
            ○ at **λ = 0.2**: it fits what it is shown, in the mixture in which it is shown it, and keeps 42 %
            at `t = 30`. Replay moves its *optimum*. ■ goes to α = 0.5, as without replay.
          guess: {of: β, lane: 2}
          play: true

      - title: Four samples a step
        minutes: 4
        scenario: starvation
        set: {clock.speed: 1.5, clock.until: 40}
        play: true
        panes: {mass: 1, samples: 1}
        look: {at: samples, text: "starved steps"}
        notes: |
          What, then, is replay for, in ■? Here β = 0.01, and a step sees 4 samples: 96 % of the first
          steps of ○ see no old one, with 30 % replay, ■, it is 23 %.

          ● is the exact flow: β = 0.46 at `t = 40`. ○ has starved in 279 of 400 steps by then, and is at
          0.45; ■ in 56, and is at 0.46. Other seeds, other luck: eight of ten runs of ○ end between 0.23
          and 0.49, of ■ between 0.44 and 0.47. Replay feeds it, and does not move its goal.

      - title: What they hold on to
        minutes: 4
        scenario:
          name: Four learners that stay near themselves
          target: {oldMass: 0.5, old: {mean: -2}, new: {mean: 2}}
          start: {oldWeight: 0.8, new: {mean: 1}}
          clock: {speed: 1.5, until: 40}
          lanes:
            - {method: sdft}
            - {method: sdft, demonstrator: 0.02}
            - {method: ttt-discover, klCoefficient: 1}
            - {method: oapl, lag: 10}
        panes: [mass]
        notes: |
          Learners that stay near a teacher, a reference, an earlier self. ● has demonstrations of
          both tasks, ○ of almost only the new one. ■ is held to its start, □ to itself 10 ago.
          *Play:* with κ = 0.1 ■ keeps 17 %.
        question:
          ask: Which of them forget?
          hides: [verdicts, goals]
          answer: |
            At `t = 40` ● keeps 100 %, ■ 97 %, ○ 17 % and □ 28 %. Near to *what* decides. ■ pays for it: it
            covers 72 % of the new task, ● 97 %.
          play: true

      - title: What to take home
        minutes: 2
        scenario: replay
        at: 30
        panes: projector
        notes: |
          1. Forward KL on new data alone: the old mass goes, like 1/t, and the old hill with it.
          2. Reverse KL to both tasks, from a start that sees both: nothing is lost that the overlap does not
             take. With the new task alone for a goal, own samples lose the old one too.
          3. Replay moves the goal of the first and feeds the second.

          Two hills share nothing but their mass. Networks share much more: so ask them the same
          questions, and measure.
    """
}
